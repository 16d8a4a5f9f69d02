import { clusterReplica, isMultiAz, notPostgres, ofAurora, replica } from '../../policies/databases';

const ENGINES = [
  'postgres',
  'aurora-postgresql',
  'mysql',
  'aurora-mysql',
  'mariadb',
  'neptune',
  'postgres16',
  undefined,
];

test('what is of another engine is known by the engine, or by the family of its parameters', () => {
  for (const property of ['engine', 'family'] as const) {
    const { holds, ...rest } = notPostgres(property);
    expect(rest).toEqual({ property, because: 'its engine is not PostgreSQL' });
    expect(ENGINES.filter((engine) => !holds!(engine))).toEqual(['postgres', 'aurora-postgresql', 'postgres16']);
  }
});

test('a cluster of three zones is none of Aurora, and has no instances of its own', () => {
  expect(ENGINES.filter(isMultiAz)).toEqual(['postgres', 'mysql']);
  const { holds, ...rest } = ofAurora;
  expect(rest).toEqual({ property: 'engine', because: 'its instances are judged' });
  expect(ENGINES.filter((engine) => !holds!(engine))).toEqual(['postgres', 'mysql']);
});

test('a replica is known by what it is copied from, whatever that is', () => {
  expect(replica('its source has it')).toEqual({ property: 'replicateSourceDb', because: 'its source has it' });
  expect(clusterReplica('its source has it')).toEqual({
    property: 'replicationSourceIdentifier',
    because: 'its source has it',
  });
});
