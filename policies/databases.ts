import type { Exception } from './outcomes';

/** What is of another engine than PostgreSQL, by the property that names it. */
export const notPostgres = (property: 'engine' | 'family'): Exception => ({
  property,
  holds: (engine) => !String(engine).includes('postgres'),
  because: 'its engine is not PostgreSQL',
});

/**
 * Whether a cluster is none of Aurora by its engine: RDS runs three instances in three zones for it, which are no
 * resources of a program.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.html
 */
export const isMultiAz = (engine: unknown): boolean => engine === 'mysql' || engine === 'postgres';

/** Clusters of Aurora, whose instances are resources that are judged themselves. */
export const ofAurora: Exception = {
  property: 'engine',
  holds: (engine) => !isMultiAz(engine),
  because: 'its instances are judged',
};

/** Read replicas of an instance, and what they need not have themselves. */
export const replica = (because: string): Exception => ({ property: 'replicateSourceDb', because });

/** Replicas of a cluster, and what they need not have themselves. */
export const clusterReplica = (because: string): Exception => ({ property: 'replicationSourceIdentifier', because });
