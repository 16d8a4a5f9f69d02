import { isDeepStrictEqual } from 'node:util';
import { analyze } from '../../tools/policies/analyze';
import { edited, type Edit } from './fixtures/fixture';
import { inlineStack, stack, UNKNOWN_TEXT } from './stack';

const RETENTION = ['objectLockConfiguration', 'rule', 'defaultRetention'] as const;
const COPY = ['replicationConfiguration', 'rules', 0] as const;
const EDITS: readonly (readonly [string, Edit])[] = [
  ['has everything', { set: ['home', 'tags'], to: {} }],
  ['has its versions suspended', { set: ['home', 'versioning', 'enabled'], to: false }],
  ['says nothing of versions', { drop: ['home', 'versioning'] }],
  ['has versions of which nothing is known', { set: ['home', 'versioning'], to: UNKNOWN_TEXT }],
  [
    'has an algorithm that is not known',
    { set: ['home', 'serverSideEncryptionConfiguration', 'rule'], to: UNKNOWN_TEXT },
  ],
  ['keeps for a day', { set: ['home', ...RETENTION, 'days'], to: 1 }],
  ['keeps for days that are not known', { set: ['home', ...RETENTION, 'days'], to: UNKNOWN_TEXT }],
  ['lets go before its lock does', { set: ['home', 'lifecycleRules', 1, 'expiration', 'days'], to: 7 }],
  ['keeps versions for good', { drop: ['home', 'lifecycleRules', 1, 'noncurrentVersionExpiration'] }],
  ['has rules that are not known', { set: ['home', 'lifecycleRules'], to: UNKNOWN_TEXT }],
  ['is copied to another zone', { set: ['replica', 'region'], to: 'us-east-1' }],
  ['is copied to where nobody knows', { set: ['home', ...COPY, 'destination', 'bucket'], to: UNKNOWN_TEXT }],
  ['is copied by rules that are not known', { set: ['home', 'replicationConfiguration', 'rules'], to: UNKNOWN_TEXT }],
  ['is copied in part', { set: ['home', ...COPY, 'filter'], to: { prefix: 'part/' } }],
  ['logs nowhere', { drop: ['home', 'logging'] }],
  ['logs into itself', { set: ['home', 'logging', 'targetBucket'], to: 'gl-home' }],
];

const said = async (v2: boolean, edit: Edit, dependsOn: Record<string, string[]> = {}): Promise<string[]> => {
  const given = edited(inlineStack(v2), edit).map((one) => (one.name === 'home' ? { ...one, dependsOn } : one));
  const { words } = await analyze(stack(given));
  return words.map(({ policy, urn, outcome }) => `${policy} ${outcome.verdict} ${urn.split('::').at(-1)}`).sort();
};

describe('a bucket of the deprecated type', () => {
  test.each(EDITS)('is judged as one of the type of today where it %s', async (_what, edit) => {
    expect(await said(true, edit)).toEqual(await said(false, edit));
  });

  test.each([
    ['logging', { set: ['home', 'logging', 'targetBucket'], to: UNKNOWN_TEXT }],
    ['replicationConfiguration', { set: ['home', 'replicationConfiguration'], to: UNKNOWN_TEXT }],
  ] as const)('is tied to others by what the program passed to its %s', async (property, edit) => {
    const passed = { [property]: ['replica-logs'] };
    expect(await said(true, edit, passed)).toEqual(await said(false, edit, passed));
    expect(isDeepStrictEqual(await said(true, edit, passed), await said(true, edit))).toBe(false);
  });

  test.each<[string, string, Edit, (string | number)[]]>([
    [
      'its own policy',
      's3-bucket-versioning-enabled',
      { set: ['home', 'versioning', 'enabled'], to: false },
      ['versionings', 0, 'enabled'],
    ],
    [
      'the graph',
      'data-residency-graph',
      { set: ['replica', 'region'], to: 'us-east-1' },
      ['replicationConfigurations', 0, 'rules', 0],
    ],
  ])('is refused by %s at the place that the program wrote', async (_who, policy, edit, property) => {
    const { words } = await analyze(stack(edited(inlineStack(true), edit)));
    const word = words.find((one) => one.policy === policy && one.urn.endsWith('::home'));
    expect(word?.outcome).toMatchObject({ verdict: 'fail', at: { property } });
  });
});
