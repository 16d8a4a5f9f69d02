import fc from 'fast-check';
import type { ExemptionError, Exemption } from '../../../policies/exemptions/exemption';
import { parseExemptions } from '../../../policies/exemptions/parse';
import { matchesUrn } from '../../../policies/exemptions/urn-pattern';

const TODAY = '2026-11-25';
const GOOD: Exemption = {
  policy: 's3-bucket-tls-required',
  urn: 'urn:pulumi:eu::gl-artifacts::*aws:s3/bucketPolicy:BucketPolicy::home-*',
  owner: 'platform@example.com',
  reason: 'The import runs in a closed network until March',
  ticket: 'PLAT-1',
  expires: '2027-03-31',
};
const parse = (given: unknown): Exemption[] => parseExemptions('file.json', given, [GOOD.policy], TODAY);
function problemsOf(given: unknown): string[] {
  try {
    parse(given);
    return [];
  } catch (error) {
    return (error as ExemptionError).problems.map(({ path, rule }) => `${path} ${rule}`);
  }
}
const urn = (stack: string, project: string, type: string, name: string): string =>
  `urn:pulumi:${stack}::${project}::${type}::${name}`;

describe('exemptions', () => {
  test('are taken as they are when nothing is wrong, also one that has expired', () => {
    const expired = { ...GOOD, policy: GOOD.policy, urn: `${GOOD.urn}x`, expires: '2020-01-01' };
    expect(parse([])).toEqual([]);
    expect(parse([GOOD, expired])).toEqual([GOOD, expired]);
  });

  test.each([
    ['no list', {}, '(all) it is no list'],
    ['no object', ['x'], '[0] it is no object'],
    ['an owner of nobody', [{ ...GOOD, owner: '  ' }], '[0].owner it has to be a text of at least 3 characters'],
    ['a short reason', [{ ...GOOD, reason: 'because' }], '[0].reason it has to be a text of at least 20 characters'],
    ['a field that is none', [{ ...GOOD, until: 'x' }], '[0].until an exemption has no such field'],
    ['a policy that is none', [{ ...GOOD, policy: 'all' }], '[0].policy it is no control of the pack'],
    ['a day that is none', [{ ...GOOD, expires: '2027-02-30' }], '[0].expires it is no day'],
    ['a day too far', [{ ...GOOD, expires: '9999-12-31' }], '[0].expires it is more than 366 days ahead'],
    ['the same twice', [GOOD, { ...GOOD }], '[1] it says what [0] says'],
  ])('are refused with %s', (_name, given, problem) => {
    expect(problemsOf(given)).toEqual([problem]);
  });

  test('are refused with every problem at once, each with its fix', () => {
    const given = [
      { ...GOOD, policy: 'x', expires: 'soon', urn: '*' },
      { ...GOOD, ticket: '' },
    ];
    expect(problemsOf(given)).toHaveLength(4);
    expect(() => parse(given)).toThrow(/file\.json cannot hold:\n {2}\[0\]\.urn: got "\*", .*; copy the URN/);
  });

  test.each<[string, Partial<Record<keyof Exemption, unknown>>, string[]]>([
    ['an owner of three letters', { owner: 'ops' }, []],
    ['an owner of two', { owner: 'op' }, ['[0].owner it has to be a text of at least 3 characters']],
    ['a ticket of two', { ticket: 'P1' }, ['[0].ticket it has to be a text of at least 3 characters']],
    ['a reason of twenty letters', { reason: 'r'.repeat(20) }, []],
    ['a reason of nineteen', { reason: 'r'.repeat(19) }, ['[0].reason it has to be a text of at least 20 characters']],
    ['an empty policy', { policy: '' }, ['[0].policy it has to be a text of at least 1 character']],
    ['an empty URN', { urn: '' }, ['[0].urn it has to be a text of at least 1 character']],
    ['no last day', { expires: undefined }, ['[0].expires it has to be a text of at least 1 character']],
    ['a number for an owner', { owner: 12345 }, ['[0].owner it has to be a text of at least 3 characters']],
    ['a day within 366', { expires: '2027-11-26' }, []],
    ['a day beyond them', { expires: '2027-11-27' }, ['[0].expires it is more than 366 days ahead']],
    ['a time for a day', { expires: '2027-03-31T00:00:00Z' }, ['[0].expires it is no day']],
  ])('with %s are what the limits say', (_name, change, problems) => {
    expect(problemsOf([{ ...GOOD, ...change }])).toEqual(problems);
  });

  test('take no field from a prototype', () => {
    expect(problemsOf([Object.create(GOOD)])).toHaveLength(6);
  });

  test('are the same twice by control and URN alone', () => {
    expect(problemsOf([GOOD, { ...GOOD, urn: `${GOOD.urn}x` }])).toEqual([]);
    const parsed = parseExemptions('f', [GOOD, { ...GOOD, policy: 'other' }], [GOOD.policy, 'other'], TODAY);
    expect(parsed).toHaveLength(2);
    expect(problemsOf([null, GOOD])).toEqual(['[0] it is no object']);
  });

  test('show what was given, cut where it is long', () => {
    const valuesOf = (change: object): string[] => {
      try {
        return parse([{ ...GOOD, ...change }]).map(() => '');
      } catch (error) {
        return (error as ExemptionError).problems.map(({ value }) => value);
      }
    };
    expect(valuesOf({ owner: undefined })).toEqual(['nothing']);
    expect(valuesOf({ owner: '' })).toEqual(['""']);
    expect(valuesOf({ policy: 'p'.repeat(78) })).toEqual([`"${'p'.repeat(78)}"`]);
    expect(valuesOf({ policy: 'p'.repeat(79) })).toEqual([`"${'p'.repeat(79)} …`]);
  });

  test.each([
    ['everything', '*'],
    ['no resource', 'urn:pulumi:eu::gl-artifacts'],
    ['every project', urn('eu', '*', 'aws:s3/bucket:Bucket', 'home')],
    ['every type', urn('eu', 'gl-artifacts', '*', 'home')],
    ['every type of a package', urn('eu', 'gl-artifacts', 'aws:*:*', 'home')],
    ['every name', urn('eu', 'gl-artifacts', 'aws:s3/bucket:Bucket', '*')],
    ['almost every name', urn('eu', 'gl-artifacts', 'aws:s3/bucket:Bucket', 'h*')],
    ['an ending of a name', urn('eu', 'gl-artifacts', 'aws:s3/bucket:Bucket', '*-bucket')],
  ])('are refused when the pattern names %s', (_name, pattern) => {
    expect(problemsOf([{ ...GOOD, urn: pattern }])).not.toEqual([]);
  });

  test('never reach with a * into another part of the URN', () => {
    const part = fc.stringMatching(/^[a-z/$-]{1,12}$/);
    fc.assert(
      fc.property(fc.tuple(part, part, part, part), part, fc.integer({ min: 0, max: 3 }), (parts, other, index) => {
        const [a, b, c, d] = parts;
        const whole = urn(a, b, c, d);
        const starred = parts.map((one, i) => (i === index ? '*' : one));
        const changed = parts.map((one, i) => (i === index ? other : one));
        const elsewhere = parts.map((one, i) => (i === (index + 1) % 4 ? `${one}x` : one));
        const pattern = urn(...(starred as [string, string, string, string]));
        expect(matchesUrn(whole, whole)).toBe(true);
        expect(matchesUrn(pattern, urn(...(changed as [string, string, string, string])))).toBe(true);
        expect(matchesUrn(pattern, urn(...(elsewhere as [string, string, string, string])))).toBe(false);
      }),
    );
  });
});
