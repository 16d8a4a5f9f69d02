import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { likeBucket, resourceLikeBucket, whereWritten } from '../../../policies/reading/bucket-v2';
import { read, readList } from '../../../policies/reading/read';
import { resourceOf } from '../graph/resource';
import { UNKNOWN_TEXT } from '../stack';
import { unknownCheckingProxy } from '../unknown';
import { ABSENT, known, unknown } from './setting';

const V2 = 'aws:s3/bucketV2:BucketV2';
const TODAY = 'aws:s3/bucket:Bucket';

const AWS = dirname(require.resolve('@pulumi/aws/package.json'));
const textOf = (...path: string[]): string => readFileSync(join(AWS, ...path), 'utf8');
const [, INPUTS = ''] = textOf('types', 'input.d.ts').split('export declare namespace s3 {');

/** All that the provider's declarations let a program write for a type, each value the name of its property. */
function everythingOf(declarations: string, name: string): Record<string, unknown> {
  const [, body = ''] = declarations.split(`interface ${name} {`);
  const properties = [...body.split(/^ {0,4}\}$/m, 1)[0]!.matchAll(/^ +(\w+)\??: (.+)$/gm)];
  return Object.fromEntries(
    properties.map(([, property = '', type = '']) => {
      const inside = /inputs\.s3\.(\w+)/.exec(type)?.[1];
      const value = inside === undefined || inside === 'PolicyDocument' ? property : everythingOf(INPUTS, inside);
      return [property, type.includes('[]') ? [value] : value];
    }),
  );
}
const everything = everythingOf(textOf('s3', 'bucketV2.d.ts'), 'BucketV2Args');

const seen = (props: object) => likeBucket(V2, unknownCheckingProxy(props) as Record<string, unknown>);

describe('a bucket of the deprecated type', () => {
  test('has everything that can be written where the type of today has it', () => {
    const { tagsAll, ...shared } = seen(everything);
    const today = everythingOf(textOf('s3', 'bucket.d.ts'), 'BucketArgs');
    const encryption = today['serverSideEncryptionConfiguration'] as { rule: Record<string, unknown> };
    // The one property that the deprecated type does not have.
    expect(encryption.rule).toHaveProperty('blockedEncryptionTypes');
    delete encryption.rule['blockedEncryptionTypes'];
    expect(shared).toEqual(today);
    expect(tagsAll).toBeDefined();
    expect(Object.keys(today).length).toBeGreaterThan(15);
  });

  test('has nothing under a name that only the type of today has', () => {
    const props = seen({ versioning: { enabled: true }, objectLockConfiguration: { rule: { defaultRetention: {} } } });
    expect(props).toEqual({ objectLockConfiguration: {} });
  });

  test.each<[object, (string | number)[], unknown]>([
    [{ versionings: [{ enabled: true }] }, ['versioning', 'enabled'], known(true)],
    [{ versionings: [] }, ['versioning'], ABSENT],
    [{ versionings: { enabled: true } }, ['versioning', 'enabled'], known(true)],
    [{ versionings: null }, ['versioning'], ABSENT],
    [{ lifecycleRules: null }, ['lifecycleRules'], ABSENT],
    [{ lifecycleRules: 'none' }, ['lifecycleRules'], known('none')],
    [{}, ['versioning'], ABSENT],
    [{ versionings: UNKNOWN_TEXT }, ['versioning'], unknown('versioning')],
    [{ versionings: [UNKNOWN_TEXT] }, ['versioning'], unknown('versioning')],
    [{ versionings: [{ enabled: UNKNOWN_TEXT }] }, ['versioning', 'enabled'], unknown('versioning.enabled')],
    [
      { serverSideEncryptionConfigurations: [{ rules: UNKNOWN_TEXT }] },
      ['serverSideEncryptionConfiguration', 'rule'],
      unknown('serverSideEncryptionConfiguration.rule'),
    ],
    [
      { replicationConfigurations: [{ rules: [{ destinations: [{ bucket: UNKNOWN_TEXT }] }] }] },
      ['replicationConfiguration', 'rules', 0, 'destination', 'bucket'],
      unknown('replicationConfiguration.rules.0.destination.bucket'),
    ],
    [{ bucket: UNKNOWN_TEXT }, ['bucket'], unknown('bucket')],
  ])('of %j has at %j what is known of it', (given, path, reading) => {
    expect(read(seen({ ...given, region: 'eu-west-1' }), ...path)).toEqual(reading);
  });

  test('has the elements of a list each for itself', () => {
    const props = seen({ lifecycleRules: [UNKNOWN_TEXT, { id: 'all', expirations: [{ days: 7 }] }] });
    expect(readList(props, 'lifecycleRules')).toEqual(
      known([unknown('lifecycleRules.0'), known({ id: 'all', expiration: { days: 7 } })]),
    );
  });

  test.each<[(string | number)[], (string | number)[]]>([
    [[], []],
    [['bucket'], ['bucket']],
    [['versioning'], ['versionings', 0]],
    [
      ['versioning', 'enabled'],
      ['versionings', 0, 'enabled'],
    ],
    [
      ['policy', 'rule'],
      ['policy', 'rule'],
    ],
    [
      ['objectLockConfiguration', 'rule', 'defaultRetention', 'days'],
      ['objectLockConfiguration', 'rules', 0, 'defaultRetentions', 0, 'days'],
    ],
    [
      ['replicationConfiguration', 'rules', 2, 'destination', 'bucket'],
      ['replicationConfigurations', 0, 'rules', 2, 'destinations', 0, 'bucket'],
    ],
    [
      ['lifecycleRules', 1, 'expiration', 'days'],
      ['lifecycleRules', 1, 'expirations', 0, 'days'],
    ],
  ])('has what is at %j written at %j', (place, where) => {
    expect(whereWritten(V2, place)).toEqual(where);
    expect(whereWritten(TODAY, place)).toBe(place);
  });

  test('has what the program passed under the names of the type of today', () => {
    const logs = resourceOf(TODAY, 'logs', {});
    const passed = { loggings: [logs], policy: [logs] };
    const home = resourceLikeBucket(resourceOf(V2, 'home', { loggings: [{ targetBucket: 'logs' }] }, passed));
    expect(home).toMatchObject({ name: 'home', type: V2, props: { logging: { targetBucket: 'logs' } } });
    expect(home.propertyDependencies).toEqual({ logging: [logs], policy: [logs] });
  });
});

test.each([TODAY, 'aws:s3/bucketVersioningV2:BucketVersioningV2'])('a resource of %s is as it is', (type) => {
  const one = resourceOf(type, 'one', { versionings: [{}], rules: [] }, { loggings: [] });
  expect(resourceLikeBucket(one)).toBe(one);
  expect(likeBucket(type, one.props)).toBe(one.props);
});
