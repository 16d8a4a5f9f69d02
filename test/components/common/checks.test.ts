import fc from 'fast-check';
import { validateBucketName } from '../../../components/common/bucket-name';
import { validateArn, validateRegion, validateWhole } from '../../../components/common/checks';
import { validateOptOut, validatePlacement, type Placement } from '../../../components/common/placement';
import { REGIONS, nearestRegion, pairOf, partitionOf, zoneOf } from '../../../components/common/regions';

const rules = (name: string) => validateBucketName(name, 'bucketName').map((p) => p.rule);

describe('the table of regions', () => {
  test('has mutual pairs that stay in their zone', () => {
    for (const [region, { zone, pair }] of Object.entries(REGIONS)) {
      expect(zoneOf(pair)).toBe(zone);
      expect(pairOf(pair)).toBe(region);
      expect(pair).not.toBe(region);
    }
  });

  test('has no zone for other regions, nor for what every object has', () => {
    for (const region of ['us-east-2', '', 'constructor', '__proto__']) expect(zoneOf(region)).toBeUndefined();
  });

  test.each([
    ['eu-west-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('puts %s into the partition %s', (region, partition) => expect(partitionOf(region)).toBe(partition));
});

describe('a region that was typed wrong', () => {
  test('is told apart from one that is nowhere near', () => {
    expect(validateRegion('eu-west1', 'region')).toEqual([
      {
        path: 'region',
        value: 'eu-west1',
        rule: 'is one of us-east-1, us-west-2, eu-west-1, eu-central-1, ap-southeast-1, ap-southeast-2',
        fix: 'did you mean eu-west-1?',
      },
    ]);
    expect(validateRegion('mars', 'region')[0]!.fix).toBe('choose one of them');
    expect(validateRegion('', 'region')[0]!.value).toBe('nothing');
  });

  test('is found again whatever single character was dropped', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(REGIONS)), fc.nat({ max: 30 }), (region, at) => {
        const i = at % (region.length - 1);
        expect(nearestRegion(region.slice(0, i) + region.slice(i + 1))).toBe(region);
      }),
    );
  });
});

describe('the name of a bucket', () => {
  test.each([
    ['ab', 'has 3 to 63 characters'],
    ['a'.repeat(64), 'has 3 to 63 characters'],
    ['gl.artifacts', 'has only lower-case letters, digits and hyphens'],
    ['gl_artifacts', 'has only lower-case letters, digits and hyphens'],
    ['-gl-artifacts', 'begins with a letter or digit'],
    ['gl-artifacts-', 'ends with a letter or digit'],
    ['xn--gl', 'does not begin with xn--, sthree-, amzn-s3-demo-'],
    ['sthree-gl', 'does not begin with xn--, sthree-, amzn-s3-demo-'],
    ['gl-s3alias', 'does not end with -s3alias, --ol-s3, .mrap, --x-s3, --table-s3, -an'],
    ['gl--x-s3', 'does not end with -s3alias, --ol-s3, .mrap, --x-s3, --table-s3, -an'],
  ])('%s is refused: it %s', (name, rule) => expect(rules(name)).toEqual([rule]));

  test('is refused with every rule it breaks at once', () => {
    expect(rules('-A')).toEqual([
      'has 3 to 63 characters',
      'has only lower-case letters, digits and hyphens',
      'begins with a letter or digit',
    ]);
  });

  test('is accepted at both ends of its length', () => {
    for (const name of ['abc', 'a'.repeat(63), 'gl-artifacts-eu-west-1', '1st']) expect(rules(name)).toEqual([]);
  });
});

describe('a placement', () => {
  const good: Placement = { region: 'eu-west-1', accountId: '111122223333' };

  test.each<[string, Partial<Record<keyof Placement, unknown>>]>([
    ['placement.region', { region: 'eu-west-9x' }],
    ['placement.accountId', { accountId: '1111' }],
    ['placement.accountId', { accountId: 111122223333.5 }],
    ['placement.deletionPolicy', { deletionPolicy: 'keep' }],
  ])('names %s for %j', (path, change) => {
    expect(validatePlacement({ ...good, ...change } as Placement).map((p) => p.path)).toEqual([path]);
  });

  test('is accepted with each deletion policy and with none', () => {
    for (const deletionPolicy of ['protect', 'retain', 'destroy', undefined] as const) {
      expect(validatePlacement({ ...good, deletionPolicy })).toEqual([]);
    }
  });
});

describe('small checks', () => {
  test('an opt-out needs a reason', () => {
    expect(validateOptOut({ reason: '  ' }, 'x').map((p) => p.path)).toEqual(['x.reason']);
    expect([...validateOptOut(undefined, 'x'), ...validateOptOut({ reason: 'no such API' }, 'x')]).toEqual([]);
  });

  test('a whole number is within its bounds, both included', () => {
    const problems = (n: number) => validateWhole(n, 'days', [1, 365], 'days');
    for (const n of [1, 365]) expect(problems(n)).toEqual([]);
    for (const n of [0, 366, 1.5, NaN]) expect(problems(n)[0]!.rule).toBe('is a whole number of days from 1 to 365');
  });

  test('an ARN is one of its service, with an account', () => {
    expect(validateArn('arn:aws:kms:eu-west-1:111122223333:key/0', 'kms', 'key')).toEqual([]);
    expect(validateArn('alias/artifacts', 'kms', 'key').map((p) => p.path)).toEqual(['key']);
    expect(validateArn('arn:aws:kms:eu-west-1:111122223333:key/0', 'iam', 'role').map((p) => p.path)).toEqual(['role']);
  });
});
