import { analyze } from '../../tools/policies/analyze';
import {
  applied,
  changed,
  inlineStack,
  policyOf,
  siblingStack,
  stack,
  UNKNOWN_TEXT,
  urnOf,
  without,
  type Given,
} from './stack';

type Change = (given: Given[]) => Given[];
type Props = Record<string, unknown>;

const FORMS: [form: string, make: () => Given[]][] = [
  ['sibling', () => siblingStack()],
  ['sibling V2', () => siblingStack(true)],
  ['inline', () => inlineStack()],
  ['inline V2', () => inlineStack(true)],
];

const names = (given: readonly Given[]): string[] => given.map(({ name }) => name);
/** The resource that has a setting: the bucket itself where it is inline. */
const holder = (given: readonly Given[], sibling: string): string =>
  names(given).includes(sibling) ? sibling : 'home';
const typeOf = (given: readonly Given[], name: string): string => given.find((one) => one.name === name)!.type;

const set =
  (sibling: string, change: (inputs: Props) => Props): Change =>
  (given) =>
    changed(given, holder(given, sibling), change);
const policy = (change: (statement: Record<string, unknown>) => void, index = 0): Change =>
  set('home-policy', (inputs) => {
    const document = policyOf('gl-home');
    change(document.Statement[index]!);
    return { ...inputs, policy: JSON.stringify(document) };
  });

/** By control: each differs from the compliant stack by one property; all of them have to be refused. */
const WEAKER: Record<string, { sibling: string; changes: Record<string, Change> }> = {
  's3-public-access-block': {
    sibling: 'home-public',
    changes: Object.fromEntries(
      ['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'].flatMap((flag) => [
        [`${flag} is false`, set('home-public', (inputs) => ({ ...inputs, [flag]: false }))],
        [`${flag} is not set`, set('home-public', ({ [flag]: _, ...inputs }) => inputs)],
      ]),
    ),
  },
  's3-bucket-versioning-enabled': {
    sibling: 'home-versioning',
    changes: Object.fromEntries(
      ['Suspended', 'Disabled', 'enabled'].map((status) => [
        `the status is ${status}`,
        set('home-versioning', (inputs) => ({
          ...inputs,
          versioningConfiguration: { status },
          ...('versioning' in inputs ? { versioning: { enabled: status } } : {}),
        })),
      ]),
    ),
  },
  's3-object-lock-default-retention': {
    sibling: 'home-lock',
    changes: Object.fromEntries(
      (
        [
          ['it has no days', { mode: 'GOVERNANCE' }],
          ['it has no mode', { days: 30 }],
          ['the mode is no mode', { mode: 'governance', days: 30 }],
          ['it keeps no day', { mode: 'GOVERNANCE', days: 0 }],
          ['it keeps longer than the window', { mode: 'COMPLIANCE', years: 11 }],
          ['the days are a text', { mode: 'GOVERNANCE', days: '30' }],
        ] as [string, Props][]
      ).map(([name, defaultRetention]) => [
        name,
        set('home-lock', (inputs) =>
          'objectLockConfiguration' in inputs
            ? { ...inputs, objectLockConfiguration: { rule: { defaultRetention } } }
            : { ...inputs, rule: { defaultRetention } },
        ),
      ]),
    ),
  },
  's3-bucket-tls-required': {
    sibling: 'home-policy',
    changes: {
      'it allows': policy((s) => void (s.Effect = 'Allow')),
      'it denies on the objects alone': policy((s) => void (s.Resource = 'arn:aws:s3:::gl-home/*')),
      'it denies on the bucket alone': policy((s) => void (s.Resource = 'arn:aws:s3:::gl-home')),
      'it denies on a neighbour': policy(
        (s) => void (s.Resource = ['arn:aws:s3:::gl-homes', 'arn:aws:s3:::gl-homes/*']),
      ),
      'it denies one action': policy((s) => void (s.Action = 's3:PutObject')),
      'it denies the actions of today alone': policy(
        (s) => void (s.Action = ['s3:Get*', 's3:Put*', 's3:List*', 's3:Delete*', 's3:Abort*']),
      ),
      'it has one more condition': policy(
        (s) =>
          void (s.Condition = { Bool: { 'aws:SecureTransport': 'false' }, IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } }),
      ),
      'it spares requests without a key': policy(
        (s) =>
          void (s.Condition = { Bool: { 'aws:SecureTransport': 'false' }, Null: { 'aws:PrincipalOrgID': 'false' } }),
      ),
      'it exempts services': policy(
        (s) => void (s.Condition = { Bool: { 'aws:SecureTransport': 'false', 'aws:PrincipalIsAWSService': 'false' } }),
      ),
      'it asks for the opposite': policy((s) => void (s.Condition = { Bool: { 'aws:SecureTransport': 'true' } })),
      'it asks for the TLS version alone': policy(
        (s) => void (s.Condition = { NumericLessThan: { 's3:TlsVersion': '1.2' } }),
      ),
      'it exempts a principal': policy((s) => {
        delete s.Principal;
        s.NotPrincipal = { AWS: 'arn:aws:iam::111122223333:root' };
      }),
      'it denies one principal': policy((s) => void (s.Principal = { AWS: '111122223333' })),
      'it leaves a prefix out': policy((s) => {
        delete s.Resource;
        s.NotResource = 'arn:aws:s3:::gl-home/public/*';
      }),
      'it leaves an action out': policy((s) => {
        delete s.Action;
        s.NotAction = 's3:GetObject';
      }),
      'it is no JSON': set('home-policy', (inputs) => ({ ...inputs, policy: '{"Version":' })),
      'an action is no text': policy((s) => void (s.Action = [42])),
    },
  },
  's3-bucket-upload-encryption': {
    sibling: 'home-policy',
    changes: {
      'the statement is gone': policy((s) => void (s.Effect = 'Allow'), 1),
      'it lets uploads without the header through': policy(
        (s) =>
          void (s.Condition = {
            ...(s.Condition as object),
            Null: { 's3:x-amz-server-side-encryption': 'false' },
          }),
        1,
      ),
      'it lets a wrong header through': policy(
        (s) => void (s.Condition = { Null: { 's3:x-amz-server-side-encryption': 'true' } }),
        1,
      ),
      'it covers a prefix alone': policy((s) => void (s.Resource = 'arn:aws:s3:::gl-home/tenant/*'), 1),
      'it has IfExists': policy(
        (s) =>
          void (s.Condition = {
            StringNotEqualsIfExists: { 's3:x-amz-server-side-encryption': 'AES256', 'aws:PrincipalOrgID': 'o-1' },
          }),
        1,
      ),
    },
  },
  's3-replication-residency': {
    sibling: 'home-replication',
    changes: {
      'the destination is in another zone': (given) =>
        changed(given, 'replica', (i) => ({ ...i, region: 'us-east-1' })),
      'the destination is in no zone': (given) => changed(given, 'replica', (i) => ({ ...i, region: 'ca-central-1' })),
      'the source is in no zone': (given) => changed(given, 'home', (i) => ({ ...i, region: 'ca-central-1' })),
    },
  },
};

describe.each(FORMS)('a stack whose settings are %s', (form, make) => {
  test('passes every control, at preview and at up', async () => {
    for (const given of [make(), applied(make())]) {
      const { findings, coverage } = await analyze(stack(given));
      expect(findings).toEqual([]);
      for (const control of Object.keys(WEAKER)) {
        const verdicts = coverage.filter((one) => one.control === control).map((one) => one.outcome.verdict);
        expect([control, verdicts.filter((verdict) => verdict === 'pass').length]).toEqual([control, 2]);
      }
    }
  });

  test.each(
    Object.entries(WEAKER).flatMap(([control, { sibling, changes }]) =>
      Object.entries(changes).map(([name, change]) => ({ control, sibling, name, change })),
    ),
  )('is refused by $control when $name', async ({ control, sibling, change }) => {
    const given = make();
    const weak = change(given);
    const { findings } = await analyze(stack(weak));
    const own = findings.filter((finding) => finding.control === control);
    const at = holder(given, sibling);
    expect(own.filter(({ urn }) => urn === urnOf(typeOf(given, at), at))).toEqual([
      expect.objectContaining({ control, verdict: 'fail', level: 'mandatory' }),
    ]);
  });

  test('is refused at preview when a setting is missing, though the provider has not computed it yet', async () => {
    const missing: [string, string][] = [
      ['home-public', 's3-public-access-block-present'],
      ['home-versioning', 's3-bucket-versioning-enabled-present'],
      ['home-lock', 's3-object-lock-default-retention-present'],
      ['home-policy', 's3-bucket-tls-required-present'],
    ];
    for (const [sibling, policyName] of missing) {
      const given = make();
      if (!names(given).includes(sibling)) continue;
      const { findings } = await analyze(stack(without(given, sibling)));
      const urn = urnOf(typeOf(given, 'home'), 'home');
      expect(findings.filter(({ policy }) => policy === policyName)).toEqual([
        expect.objectContaining({ urn, verdict: 'fail', level: 'mandatory' }),
      ]);
      const expected = sibling === 'home-policy' ? 2 : 1;
      expect(findings).toHaveLength(expected);
    }
    expect(form).toBeDefined();
  });
});

describe('what is not known yet', () => {
  const unknown: Record<string, Change> = {
    's3-public-access-block': set('home-public', (i) => ({ ...i, blockPublicAcls: UNKNOWN_TEXT })),
    's3-bucket-versioning-enabled': set('home-versioning', (i) => ({
      ...i,
      versioningConfiguration: { status: UNKNOWN_TEXT },
    })),
    's3-object-lock-default-retention': set('home-lock', (i) => ({ ...i, rule: UNKNOWN_TEXT })),
    's3-bucket-tls-required': set('home-policy', (i) => ({ ...i, policy: UNKNOWN_TEXT })),
    's3-replication-residency': set('home-replication', (i) => ({
      ...i,
      rules: [{ destination: { bucket: UNKNOWN_TEXT } }],
    })),
  };

  test.each(Object.entries(unknown))(
    'is unverifiable for %s and fails no preview, beside other findings',
    async (control, change) => {
      const weak = changed(change(siblingStack()), 'replica-public', (i) => ({ ...i, ignorePublicAcls: false }));
      const { findings } = await analyze(stack(weak));
      const own = findings.filter((finding) => finding.control === control && finding.verdict === 'unverifiable');
      expect(own).toEqual([
        expect.objectContaining({ level: 'advisory', message: expect.stringContaining('`pulumi up` judges it') }),
      ]);
      expect(findings.filter(({ verdict }) => verdict === 'fail')).toEqual([
        expect.objectContaining({ control: 's3-public-access-block', level: 'mandatory' }),
      ]);
    },
  );

  test.each(
    Object.entries(WEAKER).flatMap(([control, { changes }]) =>
      Object.values(changes).map((change) => [control, change] as const),
    ),
  )('is judged for %s at up, before the resource is touched, when it turns out wrong', async (control, change) => {
    const { findings } = await analyze(stack(change(applied(siblingStack()))));
    const own = findings.filter((finding) => finding.control === control);
    expect(own.length).toBeGreaterThan(0);
    const policies = control === 's3-replication-residency' ? [`${control}-graph`] : [control];
    for (const { policy, level } of own) expect([policies.includes(policy), level]).toEqual([true, 'mandatory']);
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
    expect((await analyze(stack(given))).findings).toEqual([
      expect.objectContaining({ control: 's3-bucket-tls-required', verdict: 'unverifiable', level: 'advisory' }),
    ]);
  });

  test("is not made up: a bucket's unknown region is not its provider's", async () => {
    const given = changed(siblingStack(), 'replica', (i) => ({ ...i, region: UNKNOWN_TEXT }));
    const { findings } = await analyze(stack(given));
    expect(findings.map(({ policy, level }) => `${level} ${policy}`)).toEqual([
      'advisory s3-replication-residency-graph',
      'advisory s3-replication-residency-graph',
    ]);
    const { region: _, ...inputs } = siblingStack().find(({ name }) => name === 'home')!.inputs!;
    expect((await analyze(stack(changed(siblingStack(), 'home', () => inputs)))).findings).toEqual([]);
  });

  test('and never will be is refused, at preview too: a destination of another stack', async () => {
    const away = set('home-replication', (i) => ({
      ...i,
      rules: [{ destination: { bucket: 'arn:aws:s3:::elsewhere' } }],
    }));
    const { findings } = await analyze(stack(away(siblingStack())));
    expect(findings).toEqual([expect.objectContaining({ verdict: 'unverifiable', level: 'mandatory' })]);
    expect(findings[0]!.message).toContain('nothing will judge it later');
  });

  test('is told apart by what the program passed, not by a name', async () => {
    const nameless = siblingStack().map((one) => ({
      ...one,
      inputs: { ...one.inputs, ...(one.name === 'home' ? { bucket: UNKNOWN_TEXT } : {}) },
    }));
    const { findings } = await analyze(stack(nameless));
    expect(findings.map(({ policy, verdict, level }) => `${policy} ${verdict} ${level}`).sort()).toEqual([
      's3-bucket-tls-required-present unverifiable advisory',
      's3-bucket-upload-encryption-present unverifiable advisory',
      's3-replication-residency-graph unverifiable advisory',
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
