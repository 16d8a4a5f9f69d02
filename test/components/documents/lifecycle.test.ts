import fc from 'fast-check';
import { ArgumentError } from '../../../components/problems';
import {
  GRACE_DAYS,
  lifecycleRules,
  STORAGE_TIERS,
  type LifecycleRule,
  type StorageTiers,
} from '../../../components/documents/lifecycle';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html */
const MINIMUM_DAYS = { STANDARD_IA: 30, GLACIER: 90, GLACIER_IR: 90, INTELLIGENT_TIERING: 0 };
const tiers = fc.constantFrom<StorageTiers>(...(Object.keys(STORAGE_TIERS) as StorageTiers[]), 'single');
const classes = fc.uniqueArray(
  fc.record({ name: fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/), days: fc.integer({ min: 1, max: 365 }) }),
  { minLength: 1, maxLength: 8, selector: (c) => c.name },
);
const transitions = (rule: LifecycleRule) => (rule.transitions ?? []).map((t) => [t.storageClass, t.days]);
const ofDays = (days: number, of?: StorageTiers): LifecycleRule => lifecycleRules([{ name: 'c', days }], of).rules[0]!;

describe('lifecycle of an artifact bucket', () => {
  test.each([
    [
      365,
      [
        ['STANDARD_IA', 30],
        ['GLACIER', 90],
      ],
    ],
    [
      180,
      [
        ['STANDARD_IA', 30],
        ['GLACIER', 90],
      ],
    ],
    [179, [['STANDARD_IA', 30]]],
    [90, [['STANDARD_IA', 30]]],
    [59, []],
  ])('a class of %i days is moved to %j', (days, expected) => {
    expect(transitions(ofDays(days))).toEqual(expected);
  });

  test.each<[StorageTiers, number, [string, number][]]>([
    ['instant-retrieval', 365, [['GLACIER_IR', 30]]],
    ['instant-retrieval', 120, [['GLACIER_IR', 30]]],
    ['instant-retrieval', 119, [['STANDARD_IA', 30]]],
    ['instant-retrieval', 59, []],
    ['intelligent-tiering', 365, [['INTELLIGENT_TIERING', 0]]],
    ['intelligent-tiering', 1, [['INTELLIGENT_TIERING', 0]]],
  ])('under %s a class of %i days is moved to %j', (of, days, expected) => {
    expect(transitions(ofDays(days, of))).toEqual(expected);
    expect(lifecycleRules([{ name: 'c', days }], of).transitionDefaultMinimumObjectSize).toBe(
      'all_storage_classes_128K',
    );
  });

  test('no object is billed for a storage class beyond its own end', () => {
    fc.assert(
      fc.property(classes, tiers, (given, of) => {
        for (const { name, days } of given) {
          const rule = lifecycleRules(given, of).rules.find((r) => r.id === `class-${name}`)!;
          for (const t of rule.transitions ?? [])
            expect(t.days + MINIMUM_DAYS[t.storageClass]).toBeLessThanOrEqual(days);
        }
      }),
    );
  });

  test('nothing expires before its class ends, neither current nor noncurrent, and everything does at last', () => {
    fc.assert(
      fc.property(classes, (given) => {
        const { rules } = lifecycleRules(given);
        const longest = Math.max(...given.map((c) => c.days));
        for (const { name, days } of given) {
          const rule = rules.find((r) => r.id === `class-${name}`)!;
          expect(rule.filter).toEqual({ tag: { key: 'gl-retention', value: name } });
          expect(rule.expiration).toEqual({ days: days + GRACE_DAYS });
          expect(rule.noncurrentVersionExpiration).toEqual({ noncurrentDays: days + GRACE_DAYS });
        }
        const whole = rules.filter((r) => 'prefix' in r.filter && r.filter.prefix === '');
        expect(whole).toHaveLength(2);
        expect(whole[0]).toMatchObject({
          expiration: { days: longest + GRACE_DAYS },
          noncurrentVersionExpiration: { noncurrentDays: longest + GRACE_DAYS },
        });
        expect(whole[1]!.abortIncompleteMultipartUpload).toEqual({ daysAfterInitiation: 7 });
      }),
    );
  });

  test('a server with one storage class gets no transitions', () => {
    expect(lifecycleRules([{ name: 'c', days: 365 }], 'single').rules.flatMap(transitions)).toEqual([]);
  });

  test('bad classes are refused in one error that names each', () => {
    const bad = () =>
      lifecycleRules([
        { name: 'a', days: 0 },
        { name: 'a', days: 366 },
      ]);
    expect(bad).toThrow(ArgumentError);
    expect(bad).toThrow(/classes\[0\]\.days[^]*classes\[1\]\.name[^]*classes\[1\]\.days/);
    expect(() => lifecycleRules([])).toThrow(/at least one/);
  });
});
