import { analyze } from '../../tools/policies/analyze';
import { changed, policyOf, siblingStack, stack, UNKNOWN_TEXT } from './stack';

describe('what is not known yet', () => {
  test('is unverifiable, fails no preview, and takes no finding beside it', async () => {
    const open = changed(siblingStack(), 'home-lock', (i) => ({ ...i, rule: UNKNOWN_TEXT }));
    const weak = changed(open, 'replica-public', (i) => ({ ...i, ignorePublicAcls: false }));
    const { findings } = await analyze(stack(weak));
    expect(findings.map(({ control, verdict, level }) => `${control} ${verdict} ${level}`).sort()).toEqual([
      's3-object-lock-default-retention unverifiable advisory',
      's3-public-access-block fail mandatory',
      's3-replica-parity unverifiable advisory',
      's3-replica-parity unverifiable advisory',
      's3-worm-lifecycle-consistent unverifiable advisory',
    ]);
    expect(findings[0]!.message).toContain('`pulumi up` judges it');
  });

  test.each<[string, (statement: Record<string, unknown>) => void]>([
    ['the effect', (s) => void (s.Effect = UNKNOWN_TEXT)],
    ['the principal', (s) => void (s.Principal = UNKNOWN_TEXT)],
    ['a kind of principal', (s) => void (s.Principal = { AWS: [UNKNOWN_TEXT] })],
    ['an action', (s) => void (s.Action = [UNKNOWN_TEXT])],
    ['a resource', (s) => void (s.Resource = ['arn:aws:s3:::gl-home/*', UNKNOWN_TEXT])],
    ['all conditions', (s) => void (s.Condition = UNKNOWN_TEXT)],
    ['an operator of a condition', (s) => void (s.Condition = { Bool: UNKNOWN_TEXT })],
    ['a value of a condition', (s) => void (s.Condition = { Bool: { 'aws:SecureTransport': UNKNOWN_TEXT } })],
  ])('is neither pass nor fail when it is a part of a policy: %s', async (_, change) => {
    const document = policyOf('gl-home');
    change(document.Statement[0]!);
    const given = changed(siblingStack(), 'home-policy', (i) => ({ ...i, policy: document }));
    const { findings } = await analyze(stack(given));
    expect(findings.filter(({ control }) => control === 's3-bucket-tls-required')).toEqual([
      expect.objectContaining({ verdict: 'unverifiable', level: 'advisory' }),
    ]);
  });

  test('is a whole statement of a policy, too', async () => {
    const document = policyOf('gl-home');
    const Statement = [UNKNOWN_TEXT, document.Statement[1]];
    const given = changed(siblingStack(), 'home-policy', (i) => ({ ...i, policy: { ...document, Statement } }));
    expect((await analyze(stack(given))).findings).toEqual(
      [
        's3-bucket-no-public-principal',
        's3-bucket-cross-account-actions',
        's3-bucket-policy-no-lockout',
        's3-bucket-tls-required',
        's3-bucket-tls-min-version',
      ].map((control) => expect.objectContaining({ control, verdict: 'unverifiable', level: 'advisory' })),
    );
  });

  test("is not made up: a bucket's unknown region is not its provider's", async () => {
    const given = changed(siblingStack(), 'replica', (i) => ({ ...i, region: UNKNOWN_TEXT }));
    const { findings } = await analyze(stack(given));
    expect(findings.map(({ policy, level }) => `${level} ${policy}`).sort()).toEqual([
      'advisory cloudtrail-s3-data-events-present',
      'advisory data-residency-graph',
      'advisory data-residency-graph',
      'advisory data-residency-graph',
      'advisory s3-log-target-deliverable-graph',
      'advisory s3-replication-cross-region-graph',
      'advisory s3-replication-cross-region-graph',
    ]);
    const { region: _, ...inputs } = siblingStack().find(({ name }) => name === 'home')!.inputs!;
    expect((await analyze(stack(changed(siblingStack(), 'home', () => inputs)))).findings).toEqual([]);
  });

  test('and never will be is refused, at preview too: a destination of another stack', async () => {
    const away = changed(siblingStack(), 'home-replication', (i) => ({
      ...i,
      rules: (i['rules'] as object[]).map((rule) => ({ ...rule, destination: { bucket: 'arn:aws:s3:::elsewhere' } })),
    }));
    const { findings } = await analyze(stack(away));
    expect(findings.map(({ control, verdict, level }) => `${control} ${verdict} ${level}`)).toEqual([
      'data-residency unverifiable mandatory',
    ]);
    for (const { message } of findings) expect(message).toContain('nothing will judge it later');
  });

  test('is told apart by what the program passed, not by a name', async () => {
    const nameless = siblingStack().map((one) => ({
      ...one,
      inputs: { ...one.inputs, ...(one.name === 'home' ? { bucket: UNKNOWN_TEXT } : {}) },
    }));
    const { findings } = await analyze(stack(nameless));
    expect(findings.map(({ policy, verdict, level }) => `${policy} ${verdict} ${level}`).sort()).toEqual([
      'cloudtrail-s3-data-events-present unverifiable advisory',
      'data-residency-graph unverifiable advisory',
      's3-bucket-policy-no-lockout-present unverifiable advisory',
      's3-bucket-tls-min-version-present unverifiable advisory',
      's3-bucket-tls-required-present unverifiable advisory',
      's3-bucket-upload-encryption-present unverifiable advisory',
      's3-log-target-deliverable-graph unverifiable advisory',
      's3-replica-parity-graph unverifiable advisory',
      's3-replication-cross-region-graph unverifiable advisory',
    ]);
  });

  test('is unverifiable where two buckets may be meant', async () => {
    const given = siblingStack().map((one) => (one.name === 'home-public' ? { ...one, dependsOn: {} } : one));
    const { findings } = await analyze(stack(given));
    expect(findings).toEqual([
      expect.objectContaining({ policy: 's3-public-access-block-present', verdict: 'unverifiable', level: 'advisory' }),
    ]);
  });
});
