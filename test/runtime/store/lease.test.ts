import { MetadataError } from '../../../runtime';
import { Lease } from '../../../runtime/store/lease';

const SECONDS = 30;
const down = new MetadataError('renewal', '08006', { reason: 'connection lost', retryable: true });

beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] }));
afterEach(() => jest.useRealTimers());

const lease = (renew: () => Promise<boolean>) => {
  const asked = jest.fn(renew);
  return { asked, lease: new Lease(SECONDS, asked, (reason) => new Error(`lost: ${reason}`)) };
};
const pass = (seconds: number) => jest.advanceTimersByTimeAsync(1000 * seconds);

describe('a lease', () => {
  test('asks for nothing before its intent was recorded, however long the source takes', async () => {
    const { lease: one, asked } = lease(() => Promise.resolve(false));
    await pass(10 * SECONDS);
    await one.assertHeld();
    expect(asked).not.toHaveBeenCalled();
  });

  test('is renewed three times within its length, until it is stopped', async () => {
    const { lease: one, asked } = lease(() => Promise.resolve(true));
    one.start(performance.now());
    await pass(10 * SECONDS);
    expect(asked).toHaveBeenCalledTimes(30);
    one.stop();
    await pass(SECONDS);
    expect(asked).toHaveBeenCalledTimes(30);
    expect(one.signal.aborted).toBe(false);
  });

  test('is lost when recovery gave the intent up', async () => {
    const { lease: one } = lease(() => Promise.resolve(false));
    one.start(performance.now());
    await pass(SECONDS / 3);
    expect(one.signal.reason).toEqual(new Error('lost: recovery gave it up'));
  });

  test('outlives a database that comes back in time, and no other', async () => {
    let answers = false;
    const { lease: one } = lease(() => (answers ? Promise.resolve(true) : Promise.reject(down)));
    one.start(performance.now());
    await pass(SECONDS - 1);
    answers = true;
    await pass(SECONDS);
    expect(one.signal.aborted).toBe(false);
    answers = false;
    await pass(2 * SECONDS);
    expect(one.signal.reason).toEqual(new Error('lost: its lease ran out while the database did not answer'));
  });

  test('is asked for before publishing, when its process slept through the renewals', async () => {
    for (const kept of [true, false]) {
      const { lease: one, asked } = lease(() => Promise.resolve(kept));
      one.start(performance.now() - 2000 * SECONDS);
      const held = one.assertHeld();
      if (kept) await held;
      else await expect(held).rejects.toThrow('lost: recovery gave it up');
      expect(asked).toHaveBeenCalledTimes(1);
      one.stop();
    }
  });

  test('that is held costs nothing to ask for', async () => {
    const { lease: one, asked } = lease(() => Promise.resolve(true));
    one.start(performance.now());
    await one.assertHeld();
    expect(asked).not.toHaveBeenCalled();
    one.stop();
  });
});
