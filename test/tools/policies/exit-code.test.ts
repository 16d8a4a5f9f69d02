import type { Outcome } from '../../../policies/control';
import { exitCodeOf, isJudgedLater, type Weight } from '../../../tools/policies/exit-code';
import type { Covered, Finding } from '../../../tools/policies/types';

const finding = (of: Partial<Finding & Weight>): Finding & Weight => ({
  control: 's3-public-access-block',
  policy: 's3-public-access-block',
  urn: 'home',
  verdict: 'unverifiable',
  level: 'advisory',
  message: '',
  inForce: 'mandatory',
  judgedLater: true,
  ...of,
});
const word = (outcome: Outcome, of: Partial<Covered> = {}): Covered => ({ ...finding({}), outcome, ...of });
const open = (final: boolean): Outcome => ({ verdict: 'unverifiable', unknown: 'policy', final });

describe('the exit code', () => {
  test.each<[string, Partial<Finding & Weight>, 0 | 1 | 2, 0 | 1 | 2]>([
    ['a mandatory failure', { verdict: 'fail', level: 'mandatory', judgedLater: false }, 1, 1],
    ['an advisory failure', { verdict: 'fail', inForce: 'advisory', judgedLater: false }, 0, 0],
    ['what a mandatory control leaves to `pulumi up`', {}, 2, 0],
    ['what an advisory control leaves to `pulumi up`', { inForce: 'advisory' }, 0, 0],
    ['what is final of a mandatory control', { level: 'mandatory', judgedLater: false }, 1, 1],
    ['what nothing judges later, whatever it is reported at', { judgedLater: false }, 2, 2],
  ])('of %s', (_, of, refusing, reporting) => {
    expect(exitCodeOf([finding(of)])).toBe(refusing);
    expect(exitCodeOf([finding(of)], 'refuse')).toBe(refusing);
    expect(exitCodeOf([finding(of)], 'report')).toBe(reporting);
  });

  test('is that of a violation, however much is left to `pulumi up` beside it', () => {
    const findings = [finding({}), finding({ verdict: 'fail', level: 'mandatory', judgedLater: false })];
    expect([exitCodeOf(findings), exitCodeOf(findings, 'report'), exitCodeOf([])]).toEqual([1, 1, 0]);
  });
});

describe('a finding is judged later', () => {
  test.each<[string, Partial<Finding>, Covered[], boolean]>([
    ['where its word is not final', {}, [word(open(false))], true],
    ['but where its word is final', {}, [word(open(true))], false],
    ['but where one of its words is final', {}, [word(open(false)), word(open(true))], false],
    ['whatever is final of another policy', {}, [word(open(false)), word(open(true), { policy: 'other' })], true],
    ['whatever is final of another resource', {}, [word(open(false)), word(open(true), { urn: 'away' })], true],
    ['but where no word is its own', {}, [word(open(false), { urn: 'away' })], false],
    ['but where it fails', { verdict: 'fail' }, [word(open(false))], false],
  ])('%s', (_, of, words, expected) => {
    expect(isJudgedLater(finding(of), words)).toBe(expected);
  });
});
