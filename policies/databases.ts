import type { Exception } from './outcomes';

/** What is of another engine than PostgreSQL, by the property that names it. */
export const notPostgres = (property: 'engine' | 'family'): Exception => ({
  property,
  holds: (engine) => !String(engine).includes('postgres'),
  because: 'its engine is not PostgreSQL',
});

/** Read replicas of an instance, and what they need not have themselves. */
export const replica = (because: string): Exception => ({ property: 'replicateSourceDb', because });

/** Replicas of a cluster, and what they need not have themselves. */
export const clusterReplica = (because: string): Exception => ({ property: 'replicationSourceIdentifier', because });
