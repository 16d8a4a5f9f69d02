import { crashTest, NOTHING_LOST, suspendTest } from '../../helpers/crash';
import { openTestStore, type TestStore } from '../../helpers/store';

// The long suite does a thousand; this many go through every kill point at small and large bodies.
const TRIES = 33;

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

describe('a writer killed with SIGKILL', () => {
  test('at any step of the protocol loses nothing it acknowledged and leaves nothing unknown', async () => {
    const figures = await crashTest(store, { tries: TRIES, seed: 'short' });
    expect(figures).toMatchObject(NOTHING_LOST);
    expect(figures.firstFailure).toBeUndefined();
    expect(figures.acknowledged).toBeGreaterThan(TRIES);
  }, 180_000);
});

describe('a writer suspended for longer than its lease', () => {
  test.each(['intent-recorded', 'in-upload', 'upload-staged', 'object-stored', 'in-commit'] as const)(
    'at %s leaves nothing unknown when it goes on, and says whether its artifact exists',
    async (killAt) => {
      const { acknowledged, refused, unknown } = await suspendTest(store, killAt);
      expect(unknown).toEqual([]);
      if (acknowledged === 0) expect(refused).toEqual({ code: 'WRITE_ABORTED', exists: 'no' });
    },
    60_000,
  );
});

describe('the same test on a mutated control', () => {
  test('without the intent row goes red', async () => {
    const control = await openTestStore();
    try {
      const figures = await crashTest(control, {
        tries: 11,
        seed: 'control',
        sabotage: async () => void (await control.sql.query('delete from intent')),
      });
      expect(figures.unknownVersions + figures.failedSecondAttempts).toBeGreaterThan(0);
    } finally {
      await control.close();
    }
  }, 120_000);
});
