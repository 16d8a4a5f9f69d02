import type { Configuration } from '../configuration';
import type { Control, Outcome } from '../control';
import { replica } from '../databases';
import { DB_CLUSTER, DB_INSTANCE, GLOBAL_CLUSTER } from '../graph/tokens';
import { cis, fsbp, nist, pci } from '../mappings';
import { isTrue, requires, unless, worstOf, type Exception } from '../outcomes';
import { isKeyOfAccount } from '../reading/encryption';
import { asText, read } from '../reading/read';

interface EncryptionConfig {
  requireCustomerKey: boolean;
}

const configuration: Configuration<EncryptionConfig> = {
  properties: {
    requireCustomerKey: { type: 'boolean', description: 'Whether the key has to be named, so that it is not aws/rds.' },
  },
  defaults: { requireCustomerKey: false },
  check: () => [],
};

/**
 * A global cluster that is made of a cluster takes no encryption of its own.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateGlobalCluster.html
 */
const OF_CLUSTER: Exception = {
  property: 'sourceDbClusterIdentifier',
  because: 'it is encrypted as the cluster is that it is made of',
};

const KEY = {
  property: ['kmsKeyId'],
  holds: isKeyOfAccount,
  because: 'kmsKeyId names no key that the account manages',
};
const ARN = /^arn:[^:]*:rds:([^:]*):/;

/**
 * The word on the key of a read replica: outside of the region of its source it has one of its own.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
 */
function judgeReplicaKey(props: object): Outcome {
  const [source, own] = [asText(read(props, 'replicateSourceDb')), asText(read(props, 'region'))];
  const [, there] = source.state === 'known' ? (ARN.exec(source.value) ?? []) : [];
  return there === undefined || (own.state === 'known' && own.value === there)
    ? { verdict: 'not applicable', because: 'it is no replica of another region' }
    : requires(props, { ...KEY, absent: own.state === 'known' ? 'fail' : 'pass' });
}

function judgeEncryption(props: object, customerKey: boolean): Outcome {
  const mode = read(props, 'engineMode');
  if (mode.state === 'unknown') return { verdict: 'unverifiable', unknown: mode.path, final: false };
  const always = mode.state === 'known' && mode.value === 'serverless';
  return worstOf([
    requires(props, {
      property: ['storageEncrypted'],
      holds: isTrue,
      because: 'storageEncrypted is not true',
      absent: always ? 'pass' : 'fail',
    }),
    ...(customerKey ? [requires(props, KEY)] : []),
  ]);
}

/** Aurora Serverless v1 is encrypted whatever is set; everything else is not unless it is set. */
export const rdsStorageEncrypted: Control<EncryptionConfig> = {
  id: 'rds-storage-encrypted',
  title: 'Every database encrypts its storage',
  intent:
    'Rows, backups, replicas and snapshots are readable to whoever gets at the disks otherwise. It can be chosen at creation only: a database that began without has to be copied.',
  severity: 'critical',
  level: 'mandatory',
  mappings: [
    ...fsbp('exact', 'RDS.3', 'RDS.27'),
    ...cis('exact', '2.2.1'),
    ...nist('exact', 'SC-13', 'SC-28(1)', 'CM-3(6)'),
    ...pci('exact', '3.5.1'),
  ],
  remediation: ['set storageEncrypted: true, and kmsKeyId to a key of your own; the database is replaced by it.'],
  notApplicable: [
    'Read replicas of an instance: they are encrypted as their source is. In another region they have a key of their own, which is judged where the key has to be named.',
    'A global cluster has no key of its own, and one that is made of a cluster is encrypted as that is.',
  ],
  falsePositives: ['A database that is restored from an encrypted snapshot fails until it says so itself.'],
  configuration,
  tokens: [...DB_CLUSTER, ...DB_INSTANCE, ...GLOBAL_CLUSTER],
  content: ({ type, props }, { requireCustomerKey }) =>
    worstOf([
      unless(
        props,
        [replica('it is encrypted as its source is'), ...(GLOBAL_CLUSTER.includes(type) ? [OF_CLUSTER] : [])],
        judgeEncryption(props, requireCustomerKey && !GLOBAL_CLUSTER.includes(type)),
      ),
      ...(requireCustomerKey ? [judgeReplicaKey(props)] : []),
    ]),
};
