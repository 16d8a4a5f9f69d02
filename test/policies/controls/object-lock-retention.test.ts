import { edited, type Edit } from '../fixtures/fixture';
import { saidBy } from '../said';
import { siblingStack, UNKNOWN_TEXT, type Given } from '../stack';

const CONTROL = 's3-object-lock-default-retention';
const lockOf = (bucket: string, rule?: unknown): Edit => ({
  add: {
    type: 'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration',
    name: `${bucket}-lock`,
    inputs: { bucket: `gl-${bucket}`, ...(rule === undefined ? {} : { rule }) },
  },
});
const INVENTORY: Edit = {
  add: {
    type: 'aws:s3/inventory:Inventory',
    name: 'inventory',
    inputs: { bucket: 'gl-home', destination: { bucket: { bucketArn: 'arn:aws:s3:::gl-replica' } } },
  },
};
const CHANNEL: Edit = {
  add: { type: 'aws:cfg/deliveryChannel:DeliveryChannel', name: 'channel', inputs: { s3BucketName: 'gl-replica' } },
};
const saidOf = async (edits: readonly Edit[], about: string, parameters = {}): Promise<string[]> => {
  const lines = await saidBy(CONTROL, edits.reduce<readonly Given[]>(edited, siblingStack()), parameters);
  return lines.filter((line) => line.startsWith(`${about} `));
};

describe('a target of access logs', () => {
  const GRAPH = 'logs-lock-present';

  test('is refused with a default retention, and not with a lock that clients ask for alone', async () => {
    const rule = { defaultRetention: { mode: 'GOVERNANCE', days: 30 } };
    expect(await saidOf([lockOf('logs', rule)], GRAPH)).toEqual([
      `${GRAPH} fail: Access logs are delivered to this bucket, and S3 delivers none to one with a default retention (rule.defaultRetention)`,
    ]);
    expect(await saidOf([lockOf('logs')], GRAPH)).toEqual([`${GRAPH} pass`]);
  });

  test('is waited for while it is not known whether it has one', async () => {
    expect(await saidOf([lockOf('logs', UNKNOWN_TEXT)], 'logs-lock')).toEqual([
      'logs-lock unverifiable: rule (rule.defaultRetention)',
    ]);
  });
});

describe('a bucket to which AWS Config delivers', () => {
  const GRAPH = 'replica-lock-present';

  test('is refused with a default retention, and not with a lock that clients ask for alone', async () => {
    expect(await saidOf([CHANNEL], GRAPH)).toEqual([
      `${GRAPH} fail: AWS Config delivers to this bucket, and it does not support one with a default retention (rule.defaultRetention)`,
    ]);
    expect(await saidOf([CHANNEL, { set: ['replica-lock', 'rule'], to: {} }], GRAPH)).toEqual([`${GRAPH} pass`]);
  });

  test('needs no lock', async () => {
    expect(await saidOf([CHANNEL, { drop: ['replica-lock'] }], 'replica-present')).toEqual([
      'replica-present not applicable: AWS Config delivers to this bucket',
    ]);
  });
});

describe('a target of inventories', () => {
  test('needs no lock', async () => {
    const open: Edit[] = [{ drop: ['replica-lock'] }];
    expect(await saidOf([...open, INVENTORY], 'replica-present')).toEqual([
      'replica-present not applicable: an inventory is delivered to this bucket',
    ]);
    expect(await saidOf(open, 'replica-present')).toEqual([
      'replica-present fail: No BucketObjectLockConfiguration belongs to this bucket',
    ]);
  });
});

describe('the window of retention', () => {
  test.each([
    [{ days: 29 }, 'fail'],
    [{ days: 30 }, 'pass'],
    [{ days: 365 }, 'pass'],
    [{ days: 366 }, 'fail'],
    [{ years: 1 }, 'pass'],
    [{ years: 2 }, 'fail'],
  ])('has both its ends in it: %j gets %s', async (kept, verdict) => {
    const to = { defaultRetention: { mode: 'COMPLIANCE', ...kept } };
    const [said] = await saidOf([{ set: ['home-lock', 'rule'], to }], 'home-lock', { minDays: 30, maxDays: 365 });
    expect(said).toMatch(new RegExp(`^home-lock ${verdict}`));
  });

  test('is not judged while the years are not known', async () => {
    const to = { defaultRetention: { mode: 'COMPLIANCE', years: UNKNOWN_TEXT } };
    expect(await saidOf([{ set: ['home-lock', 'rule'], to }], 'home-lock')).toEqual([
      'home-lock unverifiable: rule.defaultRetention.years (rule.defaultRetention)',
    ]);
  });
});
