import type { Setting } from '../../../policies/graph/settings';
import { lifecycleRules, tagValueOf } from '../../../policies/reading/lifecycle';
import { UNKNOWN_TEXT } from '../stack';
import { ABSENT, known, settingOf, unknown } from './setting';

const settingWith = (form: Setting['form'], rules: unknown): Setting =>
  form === 'inline'
    ? settingOf('inline', { lifecycleRules: rules }, ['lifecycleRules'])
    : settingOf('sibling', { rules, lifecycleRules: ['other'] });
const rulesOf = (form: Setting['form'], rules: unknown) => lifecycleRules(settingWith(form, rules));
const ruleOf = (form: Setting['form'], rule: unknown) => {
  const read = rulesOf(form, [rule]);
  if (read.state !== 'known') throw new Error(read.state);
  return read.value[0]!;
};

describe('the rules of a lifecycle', () => {
  test.each<[object, boolean]>([
    [{}, true],
    [{ prefix: '' }, true],
    [{ tag: {}, tags: {}, and: {} }, true],
    [{ prefix: 'a/' }, false],
    [{ tag: { key: 'k', value: 'v' } }, false],
    [{ tags: { k: 'v' } }, false],
    [{ and: { prefix: 'a/' } }, false],
    [{ objectSizeGreaterThan: 1 }, false],
    [{ objectSizeLessThan: 1 }, false],
  ])('with a filter of %j are of the whole bucket: %s', (filter, whole) => {
    expect(ruleOf('sibling', { filter }).wholeBucket).toEqual(known(whole));
  });

  test('are read from a resource of their own', () => {
    expect(
      rulesOf('sibling', [
        { status: 'Disabled' },
        {
          status: 'Enabled',
          filter: { prefix: 'a/' },
          expiration: { days: 1, date: '2030-01-01T00:00:00Z' },
          noncurrentVersionExpiration: { noncurrentDays: 2, days: 8 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 3 },
          abortIncompleteMultipartUploadDays: 9,
        },
      ]),
    ).toEqual(
      known([
        {
          path: ['rules', 0],
          enabled: known(false),
          wholeBucket: known(true),
          expiryDate: ABSENT,
          expiryDays: ABSENT,
          noncurrentDays: ABSENT,
          clearsVersions: known(false),
          abortDays: ABSENT,
        },
        {
          path: ['rules', 1],
          enabled: known(true),
          wholeBucket: known(false),
          expiryDate: known('2030-01-01T00:00:00Z'),
          expiryDays: known(1),
          noncurrentDays: known(2),
          clearsVersions: known(true),
          abortDays: known(3),
        },
      ]),
    );
  });

  test("are read from the bucket's own property in its words", () => {
    expect(
      rulesOf('inline', [
        {
          enabled: true,
          status: 'Disabled',
          prefix: '',
          tags: {},
          filter: { prefix: 'a/' },
          expiration: { days: 1, date: '2030-01-01' },
          noncurrentVersionExpiration: { days: 2, noncurrentDays: 8 },
          abortIncompleteMultipartUploadDays: 3,
          abortIncompleteMultipartUpload: { daysAfterInitiation: 9 },
        },
      ]),
    ).toEqual(
      known([
        {
          path: ['lifecycleRules', 0],
          enabled: known(true),
          wholeBucket: known(true),
          expiryDate: known('2030-01-01'),
          expiryDays: known(1),
          noncurrentDays: known(2),
          clearsVersions: known(true),
          abortDays: known(3),
        },
      ]),
    );
  });

  test.each<[Setting['form'], unknown, unknown]>([
    ['inline', { enabled: true }, known(true)],
    ['inline', { enabled: false }, known(false)],
    ['inline', { enabled: 'true' }, known(false)],
    ['inline', {}, known(false)],
    ['inline', { enabled: UNKNOWN_TEXT }, unknown('lifecycleRules.0.enabled')],
    ['sibling', { status: 'Enabled' }, known(true)],
    ['sibling', { status: 'enabled' }, known(false)],
    ['sibling', {}, known(false)],
    ['sibling', { status: UNKNOWN_TEXT }, unknown('rules.0.status')],
  ])('are enabled when they say so: %s %j', (form, rule, enabled) => {
    expect(ruleOf(form, rule).enabled).toEqual(enabled);
  });

  test.each<[Setting['form'], unknown, unknown]>([
    ['inline', {}, known(true)],
    ['inline', { prefix: 'a/' }, known(false)],
    ['inline', { tags: { a: 'b' } }, known(false)],
    ['inline', { prefix: UNKNOWN_TEXT }, unknown('lifecycleRules.0.prefix')],
    ['inline', { prefix: UNKNOWN_TEXT, tags: { a: 'b' } }, known(false)],
    ['inline', { prefix: 7 }, known(false)],
    ['sibling', {}, known(true)],
    ['sibling', { filter: {} }, known(true)],
    ['sibling', { filter: { prefix: '' } }, known(true)],
    ['sibling', { filter: { prefix: '', tag: {}, and: {} } }, known(true)],
    ['sibling', { prefix: '' }, known(true)],
    ['sibling', { prefix: 'a/' }, known(false)],
    ['sibling', { filter: { prefix: 'a/' } }, known(false)],
    ['sibling', { filter: { tag: { key: 'a', value: 'b' } } }, known(false)],
    ['sibling', { filter: { and: { prefix: 'a/' } } }, known(false)],
    ['sibling', { filter: { objectSizeGreaterThan: 1 } }, known(false)],
    ['sibling', { filter: { objectSizeGreaterThan: 0 } }, known(false)],
    ['sibling', { filter: { objectSizeLessThan: 1 } }, known(false)],
    ['sibling', { filter: UNKNOWN_TEXT }, unknown('rules.0.filter')],
    ['sibling', { filter: UNKNOWN_TEXT, prefix: 'a/' }, known(false)],
    ['sibling', { filter: { tag: UNKNOWN_TEXT } }, unknown('rules.0.filter.tag')],
    ['sibling', { filter: { tag: UNKNOWN_TEXT, prefix: 'a/' } }, known(false)],
  ])('are about the whole bucket when nothing is filtered: %s %j', (form, rule, wholeBucket) => {
    expect(ruleOf(form, rule).wholeBucket).toEqual(wholeBucket);
  });

  const EXPIRY = 'noncurrentVersionExpiration';
  test.each<[Setting['form'], unknown, unknown]>([
    ['inline', undefined, known(false)],
    ['inline', { noncurrentDays: 1 }, known(false)],
    ['inline', { days: 1 }, known(true)],
    ['inline', { days: UNKNOWN_TEXT }, unknown(`lifecycleRules.0.${EXPIRY}.days`)],
    ['inline', { days: 1, newerNoncurrentVersions: 1 }, known(false)],
    ['sibling', undefined, known(false)],
    ['sibling', { days: 1 }, known(false)],
    ['sibling', { noncurrentDays: 1 }, known(true)],
    ['sibling', { noncurrentDays: 1, newerNoncurrentVersions: 1 }, known(false)],
    ['sibling', { newerNoncurrentVersions: 1 }, known(false)],
    ['sibling', { newerNoncurrentVersions: UNKNOWN_TEXT }, known(false)],
    ['sibling', { noncurrentDays: UNKNOWN_TEXT }, unknown(`rules.0.${EXPIRY}.noncurrentDays`)],
    ['sibling', { noncurrentDays: UNKNOWN_TEXT, newerNoncurrentVersions: 1 }, known(false)],
    [
      'sibling',
      { noncurrentDays: 1, newerNoncurrentVersions: UNKNOWN_TEXT },
      unknown(`rules.0.${EXPIRY}.newerNoncurrentVersions`),
    ],
    ['sibling', UNKNOWN_TEXT, unknown(`rules.0.${EXPIRY}`)],
  ])('clear noncurrent versions when none of them is kept by number: %s %j', (form, expiry, clears) => {
    expect(ruleOf(form, { noncurrentVersionExpiration: expiry }).clearsVersions).toEqual(clears);
  });

  test('are absent, or not known yet as a whole when one of them is not', () => {
    expect(rulesOf('sibling', undefined)).toEqual(ABSENT);
    expect(rulesOf('sibling', UNKNOWN_TEXT)).toEqual(unknown('rules'));
    expect(rulesOf('inline', [{ enabled: true }, UNKNOWN_TEXT])).toEqual(unknown('lifecycleRules.1'));
  });
});

describe('the value of a tag that a rule asks for', () => {
  const tag = (form: Setting['form'], rule: object) =>
    tagValueOf(settingWith(form, [rule]), ruleOf(form, rule), 'retention');
  test.each<[Setting['form'], object, unknown]>([
    ['inline', { tags: { retention: 'short' } }, known('short')],
    ['inline', { tags: { other: 'short' } }, ABSENT],
    ['inline', { filter: { tag: { key: 'retention', value: 'short' } } }, ABSENT],
    ['inline', { tags: UNKNOWN_TEXT }, unknown('lifecycleRules.0.tags')],
    ['sibling', { filter: { tag: { key: 'retention', value: 'short' } } }, known('short')],
    ['sibling', { filter: { tag: { key: 'other', value: 'short' } } }, ABSENT],
    ['sibling', { filter: { tag: { key: UNKNOWN_TEXT, value: 'short' } } }, unknown('rules.0.filter.tag.key')],
    ['sibling', { filter: { tag: { key: 'retention', value: UNKNOWN_TEXT } } }, unknown('rules.0.filter.tag.value')],
    ['sibling', { filter: { tag: { key: 'retention', value: 7 } } }, ABSENT],
    ['sibling', { filter: { tag: { value: 'short' } } }, ABSENT],
    ['sibling', { filter: { and: { tags: { retention: 'long', other: 'x' } } } }, known('long')],
    ['sibling', { filter: { and: { tags: { other: 'x' } } } }, ABSENT],
    ['sibling', { filter: { and: { tags: UNKNOWN_TEXT } } }, unknown('rules.0.filter.and.tags')],
    [
      'sibling',
      { filter: { and: UNKNOWN_TEXT, tag: { key: 'retention', value: 'short' } } },
      unknown('rules.0.filter.and'),
    ],
    ['sibling', { tags: { retention: 'short' } }, ABSENT],
    ['sibling', {}, ABSENT],
  ])('%s %j: %j', (form, rule, expected) => expect(tag(form, rule)).toEqual(expected));
});
