import { edited } from './fixtures/fixture';
import { clusterStack, instanceStack } from './database-stack';
import { inlineKeyStack } from './key-stack';
import { UNKNOWN_TEXT, type Given } from './stack';

const ACCOUNT = '111122223333';
const [HOME, THERE] = ['eu-west-1', 'eu-central-1'];
const arn = (service: string, region: string, resource: string): string =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;

const [database] = instanceStack().filter(({ name }) => name === 'database');

/** The parameter group of a stack, in the other region: a database has none of elsewhere. */
const parametersThere = (given: readonly Given[]): Given[] =>
  given
    .filter(({ name }) => name === 'parameters')
    .map((one) => ({ ...one, name: 'parameters-there', inputs: { ...one.inputs, region: THERE } }));

/** Databases, a key, snapshots, backups, logs and secrets of one zone, with copies in the other region of the zone. */
export const copiesStack = (): Given[] => [
  ...edited(edited(inlineKeyStack(), { set: ['replica', 'region'], to: THERE }), {
    set: ['replica', 'primaryKeyArn'],
    to: arn('kms', HOME, 'key/mrk-0d0e0f00000040008000000000000001'),
  }),
  ...instanceStack(),
  ...parametersThere(instanceStack()),
  {
    ...database!,
    name: 'reader',
    inputs: {
      ...database!.inputs,
      region: THERE,
      identifier: 'gl-reader',
      replicateSourceDb: arn('rds', HOME, 'db:gl'),
    },
  },
  {
    type: 'aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication',
    name: 'automated',
    inputs: { region: THERE, sourceDbInstanceArn: arn('rds', HOME, 'db:gl') },
  },
  {
    type: 'aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy',
    name: 'snapshot',
    inputs: {
      region: HOME,
      sourceDbClusterSnapshotIdentifier: 'gl-nightly',
      targetDbClusterSnapshotIdentifier: 'gl-nightly-copy',
      destinationRegion: THERE,
    },
  },
  {
    type: 'aws:backup/vault:Vault',
    name: 'vault',
    inputs: { region: THERE, name: 'gl' },
  },
  {
    type: 'aws:backup/plan:Plan',
    name: 'plan',
    inputs: {
      region: HOME,
      rules: [
        {
          ruleName: 'nightly',
          targetVaultName: 'gl',
          copyActions: [{ destinationVaultArn: arn('backup', THERE, 'backup-vault:gl') }],
        },
      ],
    },
  },
  {
    type: 'aws:secretsmanager/secret:Secret',
    name: 'secret',
    inputs: { region: HOME, name: 'gl', replicas: [{ region: THERE }] },
  },
  {
    type: 'aws:dynamodb/table:Table',
    name: 'table',
    inputs: { region: HOME, name: 'gl', replicas: [{ regionName: THERE }] },
  },
  {
    type: 'aws:dynamodb/tableReplica:TableReplica',
    name: 'table-replica',
    inputs: { region: THERE, globalTableArn: arn('dynamodb', HOME, 'table/gl') },
  },
  {
    type: 'aws:cloudwatch/logGroup:LogGroup',
    name: 'log-group',
    inputs: { region: HOME, name: 'gl' },
  },
];

/** A database of two regions: a cluster in each, tied by the global cluster that was passed to both. */
export const globalStack = (): Given[] => {
  const [member] = clusterStack().filter(({ name }) => name === 'database');
  const tied = { ...member!.inputs, globalClusterIdentifier: UNKNOWN_TEXT };
  const dependsOn = { globalClusterIdentifier: ['global'] };
  return [
    {
      type: 'aws:rds/globalCluster:GlobalCluster',
      name: 'global',
      inputs: { region: HOME, globalClusterIdentifier: 'gl', deletionProtection: true, storageEncrypted: true },
    },
    ...clusterStack().filter(({ name }) => name !== 'database'),
    ...parametersThere(clusterStack()),
    { ...member!, inputs: tied, dependsOn },
    {
      ...member!,
      name: 'secondary',
      inputs: { ...tied, region: THERE, clusterIdentifier: 'gl-there', sourceRegion: HOME },
      dependsOn: { ...dependsOn, dbClusterParameterGroupName: ['parameters-there'] },
    },
    ...['third', 'fourth'].map((name) => ({
      ...clusterStack().find((one) => one.name === 'first')!,
      name,
      inputs: {
        ...clusterStack().find((one) => one.name === 'first')!.inputs,
        region: THERE,
        clusterIdentifier: 'gl-there',
      },
    })),
  ];
};
