import type { Outcome } from '../../policies/control';
import { NO_ROLES, type BucketRoles } from '../../policies/graph/roles';
import { judgedBy } from '../../policies/open-roles';
import { analyze } from '../../tools/policies/analyze';
import { edited, type Path } from './fixtures/fixture';
import { applied, siblingStack, stack, UNKNOWN_TEXT, written, type Given } from './stack';

const FAIL: Outcome = { verdict: 'fail', because: 'it is so' };
const PASS: Outcome = { verdict: 'pass' };
const TRAIL = { ...NO_ROLES, trail: true };
const OPEN: Outcome = { verdict: 'unverifiable', unknown: 'what the bucket is to other resources', final: false };
const by =
  (without: Outcome, withTrail: Outcome) =>
  ({ trail }: BucketRoles): Outcome =>
    trail ? withTrail : without;

describe('the word on a bucket of which a role is not known', () => {
  const open = { certain: NO_ROLES, possible: TRAIL };

  test('is open where the role takes a refusal back', () => {
    expect(judgedBy(open, by(FAIL, PASS))).toEqual(OPEN);
    expect(judgedBy(open, by({ verdict: 'unverifiable', unknown: 'it', final: true }, PASS))).toEqual(OPEN);
  });

  test('is what it is where the role does not matter, or would refuse', () => {
    expect(judgedBy(open, by(FAIL, { verdict: 'fail', because: 'it is a trail' }))).toBe(FAIL);
    expect(judgedBy(open, by(PASS, FAIL))).toBe(PASS);
  });

  test('is what it is where all roles are known', () => {
    expect(judgedBy({ certain: NO_ROLES, possible: NO_ROLES }, by(FAIL, PASS))).toBe(FAIL);
    expect(judgedBy({ certain: TRAIL, possible: TRAIL }, by(FAIL, PASS))).toBe(PASS);
  });
});

/** What is said of one bucket and its settings, but that it is good. */
const saidOf = async (name: string, given: Given[]): Promise<string[]> =>
  (await analyze(stack(written(given)))).findings
    .filter(({ urn }) => urn.split('::').at(-1)!.split('-')[0] === name.split('-')[0])
    .map(({ control, verdict, level }) => `${control} ${verdict} ${level}`)
    .sort();
const withPassed = (given: Given[], name: string, property: string, passed: string[]): Given[] =>
  edited(given, { set: [name, property], to: UNKNOWN_TEXT }).map((one) =>
    one.name === name ? { ...one, dependsOn: { ...one.dependsOn, [property]: passed } } : one,
  );
const TRAILS = ['home-trail', 'replica-trail', 'account-trail'];

/** The bucket of trails keeps no evidence; its policy is a resource of its own, and the trails wait for it. */
function orderedTrails(passed: string[]): Given[] {
  const base = siblingStack();
  const { policy } = base.find(({ name }) => name === 'trails')!.inputs!;
  const add: Given = {
    type: 'aws:s3/bucketPolicy:BucketPolicy',
    name: 'trails-policy',
    inputs: { bucket: UNKNOWN_TEXT, policy },
    dependsOn: { bucket: ['trails'] },
  };
  const lock: Path = ['trails', 'objectLockConfiguration', 'rule', 'defaultRetention', 'mode'];
  const governed = edited(base, { set: lock, to: 'GOVERNANCE' });
  const own = edited(edited(governed, { drop: ['trails', 'policy'] }), { add });
  return TRAILS.reduce((given, name) => withPassed(given, name, 's3BucketName', passed), own);
}

describe('the bucket of a trail', () => {
  test('is one by a setting of it that was passed', async () => {
    const given = orderedTrails(['trails-policy']);
    expect(await saidOf('trails', given)).toEqual([]);
    expect(await saidOf('trails', edited(given, { drop: ['trails-policy', 'policy', 'Statement', 2] }))).toEqual([
      'cloudtrail-log-bucket-hardened fail mandatory',
    ]);
  });

  test('is refused for nothing that a trail is spared while it is not known whether it is one', async () => {
    expect(await saidOf('trails', orderedTrails([]))).toEqual(
      expect.arrayContaining([
        's3-bucket-upload-encryption unverifiable advisory',
        's3-lifecycle-retention-window unverifiable advisory',
        's3-replication-enabled unverifiable advisory',
      ]),
    );
    expect((await saidOf('trails', orderedTrails([]))).filter((said) => said.includes(' fail '))).toEqual([]);
  });
});

describe('a bucket of evidence', () => {
  test.each<[string, Path]>([
    ['policy', ['evidence', 'policy']],
    ['mode', ['evidence', 'objectLockConfiguration', 'rule', 'defaultRetention', 'mode']],
  ])('is not refused while its %s is not known, and is at up where it is none', async (_what, at) => {
    const open = await saidOf('evidence', edited(siblingStack(), { set: at, to: UNKNOWN_TEXT }));
    expect(open.filter((said) => said.includes(' fail '))).toEqual([]);
    expect(open).toEqual(expect.arrayContaining(['s3-replication-enabled unverifiable advisory']));
    const none = edited(applied(siblingStack()), { drop: at });
    expect(await saidOf('evidence', none)).toContain('s3-replication-enabled fail mandatory');
  });
});

describe('a target of access logs', () => {
  test('is not refused while it is not known to be one, nor is what logs refused', async () => {
    const given = edited(siblingStack(), { set: ['replica-logging', 'targetBucket'], to: UNKNOWN_TEXT });
    const said = await saidOf('replica-logs', given);
    expect(said.filter((one) => one.includes(' fail '))).toEqual([]);
    expect(said).toContain('s3-object-lock-default-retention unverifiable advisory');
  });
});
