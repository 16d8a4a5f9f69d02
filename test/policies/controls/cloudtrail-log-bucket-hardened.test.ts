import { edited } from '../fixtures/fixture';
import { saidBy } from '../said';
import { siblingStack } from '../stack';

const CONTROL = 'cloudtrail-log-bucket-hardened';

describe('a bucket without a policy', () => {
  test('is refused where a trail is delivered to it', async () => {
    const lines = await saidBy(CONTROL, edited(siblingStack(), { drop: ['trails', 'policy'] }));
    expect(lines).toContain('trails-present fail: No bucket policy belongs to this bucket, so nothing denies deletion');
  });

  test('is refused where the trail is stopped, too: what it wrote is kept', async () => {
    const stopped = ['home-trail', 'replica-trail', 'account-trail'].reduce(
      (given, name) => edited(given, { set: [name, 'enableLogging'], to: false }),
      siblingStack(),
    );
    const lines = await saidBy(CONTROL, edited(stopped, { drop: ['trails', 'policy'] }));
    expect(lines).toContain('trails-present fail: No bucket policy belongs to this bucket, so nothing denies deletion');
  });

  test('is none of its business where no trail is', async () => {
    const lines = await saidBy(CONTROL, edited(siblingStack(), { drop: ['home-policy'] }));
    expect(lines).toContain('home-present not applicable: no trail of the stack is delivered to this bucket');
  });
});
