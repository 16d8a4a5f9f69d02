import type { StackResource } from '../../../policies/control';
import { accessLogsOf } from '../../../policies/graph/access-logs';
import { graphOf } from '../../../policies/graph/graph';
import { UNKNOWN_TEXT } from '../stack';
import { resourceOf, seenOf } from './resource';

const BUCKET = 'aws:s3/bucket:Bucket';
const bucket = (name: string, props: object = {}, passed: Record<string, StackResource[]> = {}): StackResource =>
  resourceOf(BUCKET, name, { bucket: `gl-${name}`, ...props }, passed);
const [HOME, LOGS] = [bucket('home'), bucket('logs')];
const NAMELESS = bucket('nameless', { bucket: UNKNOWN_TEXT });
const logging = (props: object, passed: Record<string, StackResource[]> = {}): StackResource =>
  resourceOf('aws:s3/bucketLogging:BucketLogging', 'logging', props, passed);

/** The one delivery of a stack. */
function deliveryOf(resources: readonly StackResource[], seen: readonly StackResource[] = []) {
  const [delivery, ...others] = accessLogsOf(graphOf(resources, seenOf(...seen)));
  expect(others).toEqual([]);
  return delivery;
}
const text = (value: string) => ({ state: 'known', value });

describe('access logs that a resource of its own delivers', () => {
  test('go from a bucket of the stack to a bucket of the stack', () => {
    const own = logging({ bucket: 'gl-home', targetBucket: 'gl-logs', targetPrefix: 'home/' });
    expect(deliveryOf([HOME, LOGS, own])).toEqual({
      resource: own,
      path: ['targetBucket'],
      source: HOME,
      sourceName: text('gl-home'),
      target: LOGS,
      targetKnown: true,
      possible: [],
      prefix: text('home/'),
    });
  });

  test('come from and go to buckets that the stack does not have', () => {
    const own = logging({ bucket: 'gl-elsewhere', targetBucket: 'gl-else' });
    expect(deliveryOf([HOME, LOGS, own])).toMatchObject({
      source: undefined,
      sourceName: text('gl-elsewhere'),
      target: undefined,
      targetKnown: true,
      prefix: { state: 'absent' },
    });
  });

  test('go to a bucket that may yet be one of the stack', () => {
    const own = logging({ bucket: 'gl-home', targetBucket: 'gl-else' });
    expect(deliveryOf([HOME, NAMELESS, own])).toMatchObject({
      target: undefined,
      targetKnown: false,
      possible: [NAMELESS.urn],
    });
    const twin = resourceOf(BUCKET, 'twin', { bucket: 'gl-logs' });
    expect(deliveryOf([HOME, LOGS, twin, logging({ bucket: 'gl-home', targetBucket: 'gl-logs' })])).toMatchObject({
      target: undefined,
      targetKnown: true,
    });
  });
});

describe('access logs that a bucket itself delivers', () => {
  const to = (targetBucket: string, passed: StackResource[] = []): StackResource =>
    bucket('home', { logging: { targetBucket, targetPrefix: 'home/' } }, { logging: passed });

  test('go to the bucket of the name', () => {
    const home = to('gl-logs');
    expect(deliveryOf([home, LOGS])).toEqual({
      resource: home,
      path: ['logging', 'targetBucket'],
      source: home,
      sourceName: text('gl-home'),
      target: LOGS,
      targetKnown: true,
      possible: [],
      prefix: text('home/'),
    });
  });

  test('go to the bucket that was passed while its name is not known', () => {
    const key = resourceOf('aws:kms/key:Key', 'key', {});
    const home = to(UNKNOWN_TEXT, [key, LOGS]);
    expect(deliveryOf([home, LOGS], [home])).toMatchObject({ target: LOGS, targetKnown: false });
    const either = to(UNKNOWN_TEXT, [LOGS, NAMELESS]);
    expect(deliveryOf([either, LOGS, NAMELESS], [either])).toMatchObject({
      target: undefined,
      targetKnown: false,
      possible: [LOGS.urn, NAMELESS.urn],
    });
    const any = to(UNKNOWN_TEXT, [key]);
    expect(deliveryOf([any, LOGS], [any])).toMatchObject({ target: undefined, possible: [any.urn, LOGS.urn] });
  });

  test('are none while the provider may have worked the name out', () => {
    expect(deliveryOf([to(UNKNOWN_TEXT), LOGS])).toBeUndefined();
    expect(deliveryOf([HOME, LOGS], [HOME])).toBeUndefined();
  });

  test('go to a bucket outside once every bucket has its name', () => {
    expect(deliveryOf([to('gl-else'), LOGS])).toMatchObject({ target: undefined, targetKnown: true });
    expect(deliveryOf([to('gl-else', [NAMELESS]), NAMELESS])).toMatchObject({ target: undefined, targetKnown: false });
    expect(deliveryOf([to('gl-logs'), LOGS, NAMELESS])).toMatchObject({ target: LOGS, targetKnown: true });
  });
});
