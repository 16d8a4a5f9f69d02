import { edited } from '../fixtures/fixture';
import { saidBy } from '../said';
import { siblingStack } from '../stack';

const CONTROL = 'cloudtrail-log-bucket-hardened';

describe('a bucket without a policy', () => {
  test('is refused where a trail is delivered to it', async () => {
    const lines = await saidBy(CONTROL, edited(siblingStack(), { drop: ['trails', 'policy'] }));
    expect(lines).toContain('trails-present fail: No bucket policy belongs to this bucket, so nothing denies deletion');
  });

  test('is none of its business where no trail is', async () => {
    const lines = await saidBy(CONTROL, edited(siblingStack(), { drop: ['home-policy'] }));
    expect(lines).toContain('home-present not applicable: no trail of the stack is delivered to this bucket');
  });
});
