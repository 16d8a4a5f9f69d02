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
