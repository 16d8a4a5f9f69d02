import { UnknownValueError } from '@pulumi/policy';
import { CATALOG } from '../../policies/catalog';
import { PASS, type Control, type Outcome } from '../../policies/control';
import type { Exemption } from '../../policies/exemptions/exemption';
import { policiesOf, policyNames } from '../../policies/pack';
import { analyze } from '../../tools/policies/analyze';
import { PROVIDER_TYPES } from '../helpers/provider-types';
import { siblingStack, stack, urnOf } from './stack';

const BUCKET = 'aws:s3/bucket:Bucket';

describe('the catalogue', () => {
  test('names types that the installed provider has', () => {
    for (const { tokens } of CATALOG) expect(tokens.filter((token) => !PROVIDER_TYPES.has(token))).toEqual([]);
  });

  test('has no two policies of a name, and no name that the engine refuses', () => {
    const names = CATALOG.flatMap(policyNames);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]{1,100}$/);
    expect(names).not.toContain('all');
  });

  test('says of every control why, how it is fixed and where it stands in the standards', () => {
    for (const { intent, remediation, mappings, title, level } of CATALOG) {
      expect(title.length + intent.length).toBeGreaterThan(50);
      expect(remediation.length).toBeGreaterThan(0);
      expect(mappings.some(({ framework }) => framework === 'NIST SP 800-53')).toBe(true);
      expect(['mandatory', 'advisory']).toContain(level);
    }
  });

  test('has defaults that hold', () => {
    for (const { configuration } of CATALOG) expect(configuration.check(configuration.defaults)).toEqual([]);
  });
});

describe('a policy that breaks', () => {
  const breaking = (hook: 'content' | 'graph', error: unknown): Control => ({
    ...CATALOG[0]!,
    id: `breaks-in-${hook}`,
    content: () => {
      if (hook === 'content') throw error;
      return { verdict: 'deferred', because: 'the graph judges' };
    },
    graph: {
      suffix: 'graph',
      judge: () => {
        throw error;
      },
    },
  });

  test.each(['content', 'graph'] as const)(
    'is closed, repeats no value and takes no other with it (%s)',
    async (hook) => {
      const tls = CATALOG.find(({ id }) => id === 's3-bucket-tls-required')!;
      const controls = [breaking(hook, new TypeError('hunter2 is not a function')), tls];
      const weak = siblingStack().filter(({ name }) => name !== 'home-policy');
      const { findings } = await analyze(stack(weak), { controls });
      expect(JSON.stringify(findings)).not.toContain('hunter2');
      expect(findings.map(({ control, level, urn }) => `${control} ${level} ${urn}`)).toEqual(
        expect.arrayContaining([
          `breaks-in-${hook} mandatory ${urnOf(BUCKET, 'home')}`,
          `s3-bucket-tls-required mandatory ${urnOf(BUCKET, 'home')}`,
        ]),
      );
    },
  );

  test('is closed on the first resource of a stack that has none of its types', async () => {
    const broken = { ...breaking('graph', new TypeError('hunter2')), tokens: ['aws:sqs/queue:Queue'] };
    const resources = stack(siblingStack());
    expect(resources.length).toBeGreaterThan(1);
    const { findings } = await analyze(resources, { controls: [broken] });
    expect(findings.map(({ policy, level, urn }) => `${policy} ${level} ${urn}`)).toEqual([
      `breaks-in-graph-graph mandatory ${resources[0]!.urn}`,
    ]);
  });

  test.each([
    [new RangeError('hunter2'), 'RangeError'],
    ['hunter2', 'error'],
  ])('names no more than the kind of the error %#', async (error, kind) => {
    const { words } = await analyze(stack(siblingStack().slice(0, 1)), { controls: [breaking('content', error)] });
    expect(words[0]!.outcome).toEqual({
      verdict: 'fail',
      because: `The policy could not judge this (${kind})`,
    });
  });

  test('that touches an unknown value all the same is unverifiable', async () => {
    // The SDK marks the class as internal and leaves it out of its declarations.
    const Unknown = UnknownValueError as new (sentinel: string, path: string[]) => Error;
    const controls = [breaking('content', new Unknown('04da6b54-80e4-46f7-96ec-b56ff0331ba9', ['a', 'b']))];
    const { findings } = await analyze(stack(siblingStack().slice(0, 1)), { controls });
    expect(findings[0]).toMatchObject({ verdict: 'unverifiable', level: 'advisory' });
    expect(findings[0]!.message).toContain('a.b');
  });
});

describe('the graph’s word on a resource', () => {
  const HOME = urnOf(BUCKET, 'home');
  const OUTCOMES: Record<string, Outcome> = {
    fails: { verdict: 'fail', because: 'It is wrong' },
    'will be known': { verdict: 'unverifiable', unknown: 'a.b', final: false },
    'stays unknown': { verdict: 'unverifiable', unknown: 'a.b', final: true },
    passes: { verdict: 'pass' },
    'is put off': { verdict: 'deferred', because: 'the graph judges' },
    'is let go': { verdict: 'not applicable', because: 'it is another' },
  };
  const saying = (before: Outcome, now: Outcome): Control => ({
    ...CATALOG[0]!,
    id: 'says',
    title: 'It is right',
    remediation: ['set it right.', 'or leave it.'],
    tokens: [BUCKET],
    content: () => before,
    graph: { suffix: 'graph', judge: () => [{ urn: HOME, outcome: now }] },
  });
  const judge = (before: Outcome, now: Outcome) =>
    analyze(stack(siblingStack().filter(({ name }) => name === 'home')), { controls: [saying(before, now)] });

  const NEWS: Record<string, string[]> = {
    fails: [],
    'will be known': ['fails', 'stays unknown'],
    'stays unknown': ['fails'],
    passes: ['fails', 'will be known', 'stays unknown'],
    'is put off': Object.keys(OUTCOMES),
    'is let go': Object.keys(OUTCOMES),
  };

  test.each(Object.entries(NEWS))('is said after one that %s where it is news', async (before, news) => {
    const said: string[] = [];
    for (const [name, now] of Object.entries(OUTCOMES)) {
      const { words } = await judge(OUTCOMES[before]!, now);
      expect(words[0]).toEqual({ control: 'says', policy: 'says', urn: HOME, outcome: OUTCOMES[before] });
      if (words.length > 1) said.push(name);
      expect(words.slice(1)).toEqual(
        news.includes(name) ? [{ control: 'says', policy: 'says-graph', urn: HOME, outcome: now }] : [],
      );
    }
    expect(said).toEqual(news);
  });

  test.each<[string, string[]]>([
    ['passes', []],
    ['is let go', []],
    ['is put off', []],
    ['fails', ['mandatory It is right\nIt is wrong. To fix: set it right.']],
    [
      'stays unknown',
      [
        'mandatory It is right\nunverifiable: a.b is not known; it is refused, since nothing will judge it later. To fix: set it right.',
      ],
    ],
  ])('says what is wrong and how to mend it, by either policy: %s', async (name, said) => {
    const shown = async (before: string, now: string): Promise<string[]> =>
      (await judge(OUTCOMES[before]!, OUTCOMES[now]!)).findings.map(({ level, message }) => `${level} ${message}`);
    expect(await shown(name, 'passes')).toEqual(said);
    expect(await shown('is put off', name)).toEqual(said);
  });

  test('says when what is not known yet will be judged', async () => {
    const shown = async (before: string, now: string): Promise<string[]> =>
      (await judge(OUTCOMES[before]!, OUTCOMES[now]!)).findings.map(({ level, message }) => `${level} ${message}`);
    const yet = (when: string): string =>
      `advisory It is right\nunverifiable: a.b is not known; \`pulumi up\` judges it when it is known, ${when}.`;
    expect(await shown('will be known', 'passes')).toEqual([yet('before the resource is touched')]);
    expect(await shown('is put off', 'will be known')).toEqual([yet('after the last resource')]);
  });

  test('and that on the resource are of policies that say what the control is about', () => {
    const [content, graph] = policiesOf([saying(OUTCOMES['passes']!, OUTCOMES['passes']!)]);
    for (const policy of [content, graph])
      expect(policy).toMatchObject({
        description: 'It is right',
        displayName: 'It is right',
        enforcementLevel: CATALOG[0]!.level,
        severity: CATALOG[0]!.severity,
        remediationSteps: '1. set it right.\n2. or leave it.',
      });
  });

  test.each(['fails', 'stays unknown', 'will be known'])('is not reported where it is exempt: %s', async (name) => {
    const [outcome, home] = [OUTCOMES[name]!, stack(siblingStack().filter((one) => one.name === 'home'))];
    const exemption: Exemption = {
      policy: 'says',
      urn: 'urn:pulumi:*::*::aws:s3/bucket:Bucket::home',
      owner: 'platform@example.com',
      reason: 'It is made for a test',
      ticket: 'GL-1',
      expires: '9999-12-31',
    };
    const { findings, words } = await analyze(home, { controls: [saying(outcome, outcome)], exemptions: [exemption] });
    expect(findings).toEqual([]);
    expect(words[0]).toEqual({ control: 'says', policy: 'says', urn: HOME, outcome, exemption });
  });

  test('says a place by the name that the program wrote', async () => {
    const given = [{ type: 'aws:s3/bucketV2:BucketV2', name: 'home', inputs: { versionings: [{ enabled: false }] } }];
    const at = { property: ['versioning', 'enabled'] };
    const controls = [{ ...saying({ ...OUTCOMES['fails']!, at } as Outcome, PASS), tokens: [given[0]!.type] }];
    const { words } = await analyze(stack(given), { controls });
    expect(words[0]!.outcome).toStrictEqual({
      verdict: 'fail',
      because: 'It is wrong',
      at: { property: ['versionings', 0, 'enabled'] },
    });
  });

  test('is not said where the configuration cannot hold: then nothing passes', async () => {
    const { findings } = await analyze(stack(siblingStack().filter(({ name }) => name === 'home')), {
      controls: [saying(OUTCOMES['is put off']!, OUTCOMES['passes']!)],
      config: { says: { 'no-parameter': 1 }, 'says-graph': { 'no-parameter': 1 } },
    });
    expect(findings.map(({ policy, level }) => `${policy} ${level}`)).toEqual(['says mandatory']);
    const { findings: ofGraph } = await analyze(stack(siblingStack().filter(({ name }) => name === 'home')), {
      controls: [saying(OUTCOMES['is put off']!, OUTCOMES['passes']!)],
      config: { 'says-graph': { 'no-parameter': 1 } },
    });
    expect(ofGraph.map(({ policy, message }) => `${policy} ${message}`)).toEqual([
      expect.stringMatching(
        /^says-graph It is right\nThe configuration of this policy cannot hold, so nothing passes: no-parameter/,
      ),
    ]);
  });
});
