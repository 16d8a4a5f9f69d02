import * as fc from 'fast-check';
import { matchesResource } from '../../../policies/document/resource-pattern';
import { globOf } from '../../../policies/document/variables';

const matches = (pattern: string, arn: string): boolean => matchesResource(globOf(pattern), arn);

describe('a value of Resource', () => {
  test.each<[string, string, boolean]>([
    ['*', 'arn:aws:s3:::b/k', true],
    ['*', '*', true],
    ['arn:aws:s3:::b', '*', false],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/k:l', true],
    ['arn:aws:s3:::b', 'arn:aws:s3:::b:c', false],
    ['arn:aws:s3:::b/*', 'arn:aws:sqs:::b/k', false],
    ['arn:aws:s3:*:1:b', 'arn:aws:s3:eu:1:b', true],
    ['arn:aws:s3:*:1:b', 'arn:aws:s3:eu:2:b', false],
    ['arn:aws:s3:e?:1:b', 'arn:aws:s3:eu:1:b', true],
    ['arn:aws:s3:?:1:b', 'arn:aws:s3:e:x:1:b', false],
    ['arn:aws:logs:eu:1:log-group:a*', 'arn:aws:logs:eu:1:log-group:ab', true],
    ['arn:aws:logs:eu:1:log-group:a*', 'arn:aws:logs:eu:1:log-group:b', false],
    ['arn:aws:s3', 'arn:aws:s3:::b', true],
    ['arn:aws:s3:eu', 'arn:aws:s3:us:1:b', false],
    ['arn:aws:s3:*:b', 'arn:aws:s3:::b', true],
    ['arn:aws:s3:*b', 'arn:aws:s3:::b', false],
    ['arn:aws:s3*:b', 'arn:aws:s3:::b:c', false],
    ['arn:aws:s3*:y:a:*', 'arn:aws:s3:x:y:a', false],
    ['arn:aws:s3*:a:b:c', 'arn:aws:s3:x:y:a', false],
  ])('%s has %s: %s', (pattern, arn, expected) => expect(matches(pattern, arn)).toBe(expected));

  test('has itself, and what it begins with where a star ends it', () => {
    const segment = fc.stringMatching(/^[a-z0-9/-]{0,4}$/);
    fc.assert(
      fc.property(fc.tuple(segment, segment, segment, segment), segment, ([a, b, c, d], more) => {
        const arn = `arn:${a}:s3:${b}:${c}:${d}`;
        expect(matches(arn, arn)).toBe(true);
        expect(matches(`${arn}*`, `${arn}${more}:${more}`)).toBe(true);
        expect(matches(arn, `${arn}x`)).toBe(false);
        expect(matches(arn, arn.replace(':s3:', ':sqs:'))).toBe(false);
      }),
    );
  });
});
