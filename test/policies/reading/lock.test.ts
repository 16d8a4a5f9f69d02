import { lockDays, lockMode } from '../../../policies/reading/lock';
import { UNKNOWN_TEXT } from '../stack';
import { ABSENT, known, settingOf, unknown } from './setting';

const sibling = (defaultRetention: unknown) => settingOf('sibling', { rule: { defaultRetention } });
const inline = (defaultRetention: unknown) =>
  settingOf('inline', { objectLockConfiguration: { rule: { defaultRetention } } }, ['objectLockConfiguration']);

describe('a default retention', () => {
  test.each<[unknown, unknown]>([
    [{ days: 30 }, known(30)],
    [{ days: 0 }, known(0)],
    [{ years: 2 }, known(730)],
    [{ days: 30, years: 2 }, known(30)],
    [{ days: '30' }, ABSENT],
    [{ days: '30', years: 1 }, known(365)],
    [{}, ABSENT],
    [{ days: UNKNOWN_TEXT, years: 1 }, unknown('rule.defaultRetention.days')],
    [{ years: UNKNOWN_TEXT }, unknown('rule.defaultRetention.years')],
    [UNKNOWN_TEXT, unknown('rule.defaultRetention')],
  ])('of %j keeps %j days', (given, days) => expect(lockDays(sibling(given))).toEqual(days));

  test('is read from the bucket too', () => {
    expect(lockDays(inline({ days: 7 }))).toEqual(known(7));
    expect(lockMode(inline({ mode: 'COMPLIANCE' }))).toEqual(known('COMPLIANCE'));
  });

  test('has the mode that it says', () => {
    expect(lockMode(sibling({ mode: 'GOVERNANCE' }))).toEqual(known('GOVERNANCE'));
    expect(lockMode(sibling({ mode: UNKNOWN_TEXT }))).toEqual(unknown('rule.defaultRetention.mode'));
    expect(lockMode(sibling({ mode: 7 }))).toEqual(ABSENT);
    expect(lockMode(sibling({}))).toEqual(ABSENT);
  });
});
