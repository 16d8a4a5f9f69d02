import fc from 'fast-check';
import { ADR_LOAD, storageCost, type Load } from '../../../tools/cost/storage-cost';

/** One GiB and a thousand objects a day. */
const SMALL: Load = { bytesPerDay: 2 ** 30, objectsPerDay: 1000, readsPerObject: 1 };
const IA = { days: 30, storageClass: 'STANDARD_IA' } as const;
const GLACIER = { days: 90, storageClass: 'GLACIER' } as const;
const MONTH = 365 / 12;

describe('a month of storage', () => {
  test('is what is at rest, at the price of STANDARD, where nothing is moved', () => {
    expect(storageCost(SMALL, 'us-east-1', 40)).toEqual({ gib: 40, storageUsd: 40 * 0.023, transitionUsd: 0 });
  });

  test('gets cheaper with its volume, in three steps', () => {
    const large: Load = { ...SMALL, bytesPerDay: 1024 ** 4 }; // a TiB a day
    const { storageUsd } = storageCost(large, 'us-east-1', 600);
    expect(storageUsd).toBeCloseTo(1024 * (50 * 0.023 + 450 * 0.022 + 100 * 0.021), 5);
  });

  test('splits an artifact’s life at the transitions, and pays for each that is reached', () => {
    const { storageUsd, transitionUsd } = storageCost(SMALL, 'eu-west-1', 90, [IA]);
    expect(storageUsd).toBeCloseTo(30 * 0.023 + 60 * 0.0125, 6);
    expect(transitionUsd).toBeCloseTo(MONTH * 0.01, 6);
  });

  test('counts what S3 keeps beside an archived object: 32 KiB in the archive, 8 KiB in STANDARD', () => {
    const { storageUsd } = storageCost(SMALL, 'us-east-1', 180, [IA, GLACIER]);
    const beside = (kib: number): number => (1000 * 90 * kib * 1024) / 2 ** 30;
    expect(storageUsd).toBeCloseTo((30 + beside(8)) * 0.023 + 60 * 0.0125 + (90 + beside(32)) * 0.0036, 6);
  });

  test('pays nothing for a transition that is never reached', () => {
    expect(storageCost(SMALL, 'us-east-1', 30, [IA, GLACIER])).toEqual(storageCost(SMALL, 'us-east-1', 30));
  });

  test('lets S3 tier by itself: 30 days at the first price, until 90 at the second, then the third, and a fee per object', () => {
    const { storageUsd } = storageCost(SMALL, 'us-east-1', 100, [{ days: 0, storageClass: 'INTELLIGENT_TIERING' }]);
    expect(storageUsd).toBeCloseTo(30 * 0.023 + 60 * 0.0125 + 10 * 0.004 + 100 * 0.0025, 6);
  });

  test('grows with the days, whatever the lifecycle', () => {
    const days = fc.integer({ min: 1, max: 365 });
    const steps = fc.constantFrom([], [IA], [IA, GLACIER]);
    fc.assert(
      fc.property(days, days, steps, (a, b, transitions) => {
        const [short, long] = [Math.min(a, b), Math.max(a, b)].map((n) =>
          storageCost(ADR_LOAD, 'ap-southeast-1', n, transitions),
        );
        expect(long!.storageUsd).toBeGreaterThanOrEqual(short!.storageUsd);
      }),
    );
  });

  test('refuses a region without prices, and names the file to mend', () => {
    expect(() => storageCost(SMALL, 'mars-1', 30)).toThrow(/mars-1.*usage-prices\.json/);
  });
});
