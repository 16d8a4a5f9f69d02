import { CATALOG } from '../../policies/catalog';
import { configure, type Configuration } from '../../policies/configuration';
import { policyNames } from '../../policies/pack';
import { analyze } from '../../tools/policies/analyze';
import { edited } from './fixtures/fixture';
import { isTried, testEach } from './only';
import { PARAMETERS } from './parameter-cases';
import { stack, type Given } from './stack';

/** Tried beside what they change: in the tests of their controls, and in those of the graph. */
const ELSEWHERE = [
  'cloudtrail-cloudwatch-logs dataEvents',
  'cloudtrail-s3-data-events accesses',
  'data-residency exceptions',
  'no-secrets-in-plain-properties harmlessNames',
  's3-replication-enabled replicasToo',
  'stateful-resources-protected kinds',
];

const cases = Object.entries(PARAMETERS).flatMap(([id, list]) => list.map((one) => ({ id, ...one })));
const controlOf = (id: string) => CATALOG.find((control) => control.id === id)!;

async function refused(id: string, given: readonly Given[], parameters: Record<string, unknown>): Promise<string[]> {
  const control = controlOf(id);
  const config = Object.fromEntries(policyNames(control).map((policy) => [policy, parameters]));
  const { findings, words } = await analyze(stack(given), { controls: [control], config });
  // A control that breaks refuses, too.
  expect(JSON.stringify(words)).not.toContain('could not judge');
  return findings.map(({ verdict, urn }) => `${verdict === 'fail' ? '' : verdict}${urn.split('::').at(-1)}`).sort();
}

describe('a parameter of a control', () => {
  const tried = cases.filter(({ id }) => isTried(id));
  testEach(tried)('decides what is refused: $parameter of $id', async (one) => {
    const { id, parameter, value, beside = {}, base, edit } = one;
    const given = edit === undefined ? base() : edited(base(), edit);
    expect(await refused(id, given, {})).toEqual(one.without);
    expect(await refused(id, given, { ...beside, [parameter]: value })).toEqual(one.with);
  });

  test('is tried, whichever it is', () => {
    const all = CATALOG.flatMap(({ id, configuration }) =>
      Object.keys(configuration.properties).map((parameter) => `${id} ${parameter}`),
    );
    const known = new Set([...cases.map(({ id, parameter }) => `${id} ${parameter}`), ...ELSEWHERE]);
    expect([...known].sort()).toEqual(all.sort());
  });

  test.each<[id: string, parameters: Record<string, unknown>, problem: string]>([
    ['s3-bucket-cross-account-actions', { accounts: ['111122223333', '1234'] }, '12 digits'],
    ['s3-bucket-cross-account-actions', { actions: [] }, 'actions is empty'],
    ['s3-bucket-cross-account-actions', { actions: ['s3:Put*'] }, 'one action of S3'],
    ['s3-bucket-default-encryption', { algorithms: [] }, 'algorithms is empty'],
    ['s3-bucket-default-encryption', { algorithms: ['AES256'], requireCustomerKey: true }, 'algorithms has neither'],
    ['s3-bucket-tls-min-version', { minVersion: '1.1' }, 'none of 1.2, 1.3'],
    ['s3-bucket-upload-encryption', { accepted: [] }, 'accepted is empty'],
    ['ec2-no-open-ingress', { publicPorts: [65_536] }, 'what is no port'],
    ['ec2-no-open-ingress', { publicPorts: [443, 0] }, 'what is no port'],
    ['iam-no-worm-bypass', { actions: [] }, 'actions is empty'],
    ['iam-no-worm-bypass', { exceptions: [{ holder: '*', actions: [] }] }, 'a holder, not *'],
    ['iam-no-worm-bypass', { exceptions: [{ holder: 1, actions: [] }] }, 'a holder, not *'],
    ['iam-no-worm-bypass', { exceptions: [{ holder: 'janitor', actions: '' }] }, 'a holder, not *'],
    ['iam-no-worm-bypass', { exceptions: [{ holder: 'janitor', actions: ['s3:GetObject'] }] }, 'a holder, not *'],
    ['iam-tenant-isolation', { tag: '' }, 'no key of a tag'],
    ['iam-tenant-isolation', { sharedPrefixes: ['registry/', 'other'] }, 'ends with a slash'],
    ['iam-tenant-isolation', { sharedPrefixes: ['registry'] }, 'ends with a slash'],
    ['kms-key-deletion-window', { minDays: 6 }, 'minDays is not within 7 to 30'],
    ['kms-key-deletion-window', { minDays: 31 }, 'minDays is not within 7 to 30'],
    ['kms-key-rotation', { maxRotationDays: 89 }, 'maxRotationDays is not within 90 to 2560'],
    ['kms-key-rotation', { maxRotationDays: 2_561 }, 'maxRotationDays is not within 90 to 2560'],
    ['s3-lifecycle-noncurrent-and-abort', { maxAbortDays: 0 }, 'less than 1'],
    ['s3-lifecycle-retention-window', { minDays: 10, maxDays: 9 }, 'greater than maxDays'],
    ['s3-lifecycle-retention-window', { graceDays: -1 }, 'not negative'],
    ['s3-object-lock-default-retention', { minDays: 0 }, 'minDays is less than 1'],
    ['s3-object-lock-default-retention', { modes: [] }, 'modes is empty'],
    ['s3-object-lock-default-retention', { minDays: 10, maxDays: 9 }, 'greater than maxDays'],
    ['rds-backup-retention', { minDays: 36 }, 'minDays is not within 1 to 35'],
    ['rds-backup-retention', { minDays: 0 }, 'minDays is not within 1 to 35'],
    ['rds-log-export', { logs: [] }, 'logs is empty'],
    ['rds-log-export', { logs: ['postgresql', ''] }, 'logs has an empty name; name a log'],
    ['rds-log-export', { logs: [' '] }, 'logs has an empty name; name a log'],
    ['rds-managed-master-secret', { guessableNames: ['admin', 'DbAdmin'] }, 'write it in lower case'],
    ['cloudtrail-s3-data-events', { accesses: [] }, 'accesses is empty'],
    ['stateful-resources-protected', { kinds: [] }, 'kinds is empty'],
    ['s3-worm-lifecycle-consistent', { classTag: '' }, 'classTag is empty'],
    ['s3-worm-lifecycle-consistent', { graceDays: -1 }, 'graceDays is negative'],
    ['data-residency', { zones: {} }, 'zones is empty'],
    ['data-residency', { exceptions: [{ from: 'eu-west-1', to: 'us-east-1', prefix: '' }] }, 'name what may be copied'],
    ['data-residency', { exceptions: [{ from: 'eu-west-1', to: 'us-east-1' }] }, 'and a prefix'],
    ['data-residency', { zones: { eu: ['eu-west-1'], west: ['eu-west-1'] } }, 'is in two zones'],
    ['data-residency', { zones: { eu: ['ireland'] } }, 'what is no region'],
    ['data-residency', { zones: { eu: ['europe-west-1'] } }, 'what is no region'],
    ['data-residency', { zones: { eu: ['eu-west-1a'] } }, 'what is no region'],
  ])('is refused where it cannot hold: %s %j', (id, parameters, problem) => {
    const configured = configure(controlOf(id).configuration as Configuration<object>, parameters);
    expect(configured).toEqual({ problems: expect.arrayContaining([expect.stringContaining(problem)]) as unknown });
  });

  test.each<[id: string, parameters: Record<string, unknown>]>([
    ['s3-bucket-cross-account-actions', { accounts: ['111122223333'], actions: ['s3:PutObject'] }],
    ['s3-bucket-default-encryption', { algorithms: ['AES256'] }],
    ['s3-bucket-default-encryption', { algorithms: ['AES256', 'aws:kms'], requireCustomerKey: true }],
    ['s3-bucket-upload-encryption', { accepted: ['aws:kms'] }],
    ['ec2-no-open-ingress', { publicPorts: [1, 65_535] }],
    ['ec2-no-open-ingress', { publicPorts: [] }],
    ['iam-no-worm-bypass', { actions: ['s3:DeleteObjectVersion'], exceptions: [] }],
    ['iam-tenant-isolation', { sharedPrefixes: [] }],
    ['kms-key-deletion-window', { minDays: 7 }],
    ['kms-key-deletion-window', { minDays: 30 }],
    ['kms-key-rotation', { maxRotationDays: 90 }],
    ['kms-key-rotation', { maxRotationDays: 2_560 }],
    ['s3-lifecycle-noncurrent-and-abort', { maxAbortDays: 1 }],
    ['s3-lifecycle-retention-window', { minDays: 0, maxDays: 0, graceDays: 0 }],
    ['s3-object-lock-default-retention', { modes: ['COMPLIANCE'], minDays: 1, maxDays: 1 }],
    ['rds-backup-retention', { minDays: 1 }],
    ['rds-backup-retention', { minDays: 35 }],
    ['rds-log-export', { logs: ['upgrade'] }],
    ['cloudtrail-s3-data-events', { accesses: ['writes'] }],
    ['stateful-resources-protected', { kinds: ['keys'] }],
    ['s3-worm-lifecycle-consistent', { classTag: 'c', graceDays: 0 }],
    ['data-residency', { zones: { eu: ['eu-west-1'] } }],
    ['data-residency', { exceptions: [{ from: 'eu-west-1', to: 'us-east-1', prefix: 'a' }] }],
    ['rds-managed-master-secret', { guessableNames: ['dbadmin', 'db_admin2'] }],
    ['rds-managed-master-secret', { guessableNames: [] }],
    ['data-residency', { zones: { eu: ['eusc-de-east-1'], us: ['us-gov-west-1'] } }],
  ])('holds at its bounds: %s %j', (id, parameters) => {
    const configuration = controlOf(id).configuration as Configuration<object>;
    expect(configure(configuration, parameters)).toEqual({ config: { ...configuration.defaults, ...parameters } });
  });
});
