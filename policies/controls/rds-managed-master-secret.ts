import type { Configuration } from '../configuration';
import { notKnownYet, PASS, type Control, type Outcome } from '../control';
import { DB_CLUSTER, DB_INSTANCE } from '../graph/tokens';
import { fsbp, nist, pci } from '../mappings';
import { fail, worstOf } from '../outcomes';
import { named, read } from '../reading/read';

interface MasterConfig {
  guessableNames: string[];
}

const configuration: Configuration<MasterConfig> = {
  properties: {
    guessableNames: {
      type: 'array',
      items: { type: 'string' },
      description: 'Names that the master may not have, in lower case.',
    },
  },
  defaults: { guessableNames: ['admin', 'administrator', 'master', 'postgres', 'rdsadmin', 'root'] },
  check: ({ guessableNames }) =>
    guessableNames.every((name) => name === name.toLowerCase())
      ? []
      : ['guessableNames has a name with capitals, which none is compared with; write it in lower case'],
};

const PLAIN = ['masterPassword', 'password'];
const WRITE_ONLY = ['masterPasswordWo', 'passwordWo'];
/** What the master comes with. */
const SOURCES = ['replicateSourceDb', 'replicationSourceIdentifier', 'snapshotIdentifier', 'restoreToPointInTime'];

function judgeSecret(props: object): Outcome {
  const set = (names: readonly string[]) => names.find((name) => read(props, name).state !== 'absent');
  const plain = set(PLAIN);
  if (plain !== undefined) return fail(`${plain} is given, and is kept in the state of the stack`, [plain]);
  if (set(WRITE_ONLY) !== undefined) return PASS;
  const managed = read(props, 'manageMasterUserPassword');
  if (managed.state === 'unknown') return notKnownYet(managed.path, { property: ['manageMasterUserPassword'] });
  if (managed.state === 'known' && managed.value === true) return PASS;
  if ([...SOURCES, 'globalClusterIdentifier'].some((name) => named(read(props, name)).state !== 'absent'))
    return { verdict: 'not applicable', because: 'its master comes from another database' };
  return fail('manageMasterUserPassword is not true', ['manageMasterUserPassword']);
}

function judgeName(props: object, guessable: readonly string[]): Outcome {
  const property = ['masterUsername', 'username'].find((name) => read(props, name).state !== 'absent');
  if (property === undefined) return { verdict: 'not applicable', because: 'it names no master' };
  const name = read(props, property);
  if (name.state === 'unknown') return notKnownYet(name.path, { property: [property] });
  const guessed = name.state === 'known' && guessable.includes(String(name.value).toLowerCase());
  return guessed ? fail(`${property} is one of the names that are tried first`, [property]) : PASS;
}

/** A password by `manageMasterUserPassword`, or write-only; any other is in the state, encrypted or not. */
export const rdsManagedMasterSecret: Control<MasterConfig> = {
  id: 'rds-managed-master-secret',
  title: "The master's password is RDS's own secret, and the master's name is not guessable",
  intent:
    'A password that a program gives stands in its configuration, in the state and in every copy of both, and nobody rotates it.',
  severity: 'high',
  level: 'mandatory',
  mappings: [...fsbp('partial', 'RDS.24'), ...nist('exact', 'IA-5', 'CM-2'), ...pci('partial', '2.2.2', '8.6.3')],
  remediation: [
    'set manageMasterUserPassword: true with masterUserSecretKmsKeyId; where that cannot be, give the password write-only (masterPasswordWo, passwordWo).',
    'give masterUsername a name of your own.',
  ],
  notApplicable: ['Replicas and databases that are made from a snapshot: the master comes with the data.'],
  falsePositives: [
    'What it does not refuse: Pulumi keeps also a write-only password among the inputs in the state, encrypted. Where none may be there, set manageMasterUserPassword.',
    'A password that is marked as a secret fails too: policies see no mark, and it is kept in the state all the same.',
  ],
  configuration,
  tokens: [...DB_CLUSTER, ...DB_INSTANCE],
  content: ({ props }, { guessableNames }) => worstOf([judgeSecret(props), judgeName(props, guessableNames)]),
};
