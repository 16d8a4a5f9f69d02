import { CATALOG } from '../../policies/catalog';
import { BUCKET_ROLES, CONFLICTS, LEFT_OUT, type BucketRole } from '../../policies/conflicts';
import { analyze } from '../../tools/policies/analyze';
import { siblingStack, stack, type Given } from './stack';

/** The buckets of the compliant stack, and what the graph takes each of them for. */
const BUCKETS: Record<BucketRole, string> = {
  artifacts: 'home',
  'access logs': 'logs',
  trail: 'trails',
  evidence: 'evidence',
  configuration: 'config',
};
/** Beside them, one that AWS Config writes to. */
const CONFIG: Given[] = [
  { type: 'aws:s3/bucket:Bucket', name: 'config', inputs: { bucket: 'gl-config' } },
  { type: 'aws:cfg/deliveryChannel:DeliveryChannel', name: 'channel', inputs: { s3BucketName: 'gl-config' } },
];

/** A setting that passes although it need not be there would not show that it need not; and a bucket has one role. */
const DROPPED: Record<string, readonly string[]> = {
  logs: ['lifecycleRules'],
  trails: ['lifecycleRules', 'logging', 'objectLockConfiguration'],
  evidence: ['lifecycleRules', 'logging'],
};
const bare = (given: readonly Given[]): Given[] =>
  given.map(({ inputs = {}, ...one }) => {
    const kept = Object.entries(inputs).filter(([property]) => DROPPED[one.name]?.includes(property) !== true);
    return { ...one, inputs: Object.fromEntries(kept) };
  });

describe('the conflicts between controls', () => {
  test('are about controls of the catalogue, and say once for a control and a role what holds', () => {
    const ids = CATALOG.map(({ id }) => id);
    for (const { control, because, source } of [...CONFLICTS, ...LEFT_OUT]) {
      expect(ids).toContain(control);
      expect([because, source]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/^https:/)]);
    }
    const cells = CONFLICTS.flatMap(({ control, roles }) => roles.map((role) => `${control} ${role}`));
    expect(cells).toEqual([...new Set(cells)]);
  });

  test('are refused where what is asked of other buckets makes one useless', async () => {
    const control = 's3-object-lock-default-retention';
    const reversed = CONFLICTS.filter(({ there }) => there === 'reversed');
    expect(reversed.map((one) => [one.control, one.roles])).toEqual([
      [control, ['access logs']],
      [control, ['configuration']],
    ]);
    const [lock] = siblingStack().flatMap(({ name, inputs }) => (name === 'home-lock' ? [inputs] : []));
    const lockOf = (name: string): Given => ({
      type: 'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration',
      name: `${name}-lock`,
      inputs: { ...lock, bucket: `gl-${name}` },
    });
    const { words } = await analyze(stack([...siblingStack(), ...CONFIG, lockOf('logs'), lockOf('config')]));
    for (const name of ['logs', 'config']) {
      const said = words.filter((word) => word.control === control && word.urn.endsWith(`::${name}-lock`));
      expect(said.map(({ outcome }) => outcome.verdict)).toContain('fail');
    }
  });

  test('are what the pack says of a bucket in each role', async () => {
    const { words } = await analyze(stack([...bare(siblingStack()), ...CONFIG]));
    for (const control of new Set(CONFLICTS.map((one) => one.control)))
      for (const role of BUCKET_ROLES) {
        const name = BUCKETS[role];
        const said = words.filter(
          (word) => word.control === control && [name, `${name}-`].some((n) => word.urn.includes(`::${n}`)),
        );
        const conflict = CONFLICTS.find((one) => one.control === control && one.roles.includes(role));
        const spared = said.some(({ outcome }) => outcome.verdict === 'not applicable');
        const expected = conflict !== undefined && conflict.there !== 'relaxed';
        expect([control, role, said.length > 0, spared]).toEqual([control, role, true, expected]);
      }
  });
});
