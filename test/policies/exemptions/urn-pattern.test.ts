import { isOfManyStacks, isOfStack, matchesUrn, patternProblems } from '../../../policies/exemptions/urn-pattern';

const urn = (stack: string, project: string, type: string, name: string): string =>
  `urn:pulumi:${stack}::${project}::${type}::${name}`;
const BUCKET = 'aws:s3/bucket:Bucket';
const HOME = urn('eu', 'gl', BUCKET, 'home');

describe('a pattern of URNs', () => {
  test.each([
    [HOME, HOME, true],
    [urn('*', 'gl', BUCKET, 'home'), HOME, true],
    [urn('', 'gl', BUCKET, 'home'), urn('', 'gl', BUCKET, 'home'), true],
    [urn('', 'gl', BUCKET, 'home'), HOME, false],
    [urn('eu', 'gl', `*${BUCKET}`, 'home'), urn('eu', 'gl', `gl:index:Stack$${BUCKET}`, 'home'), true],
    [urn('eu', 'gl', BUCKET, 'ho*'), HOME, true],
    [urn('eu', 'gl', BUCKET, 'ho?e'), HOME, false],
    [urn('eu', 'gl', BUCKET, 'a::b'), urn('eu', 'gl', BUCKET, 'a::b'), true],
    [urn('eu', 'gl', BUCKET, 'a:b'), urn('eu', 'gl', BUCKET, 'a::b'), false],
    [urn('us', 'gl', BUCKET, 'home'), HOME, false],
    [urn('eu', 'other', BUCKET, 'home'), HOME, false],
    [urn('eu', 'gl', BUCKET, 'other'), HOME, false],
    ['*', HOME, false],
    [HOME, 'home', false],
    [HOME.replace('urn:pulumi:', 'urn:other1:'), HOME.replace('urn:pulumi:', 'urn:other1:'), false],
    ['urn:pulumi:eu::gl::aws:s3/bucket:Bucket', 'urn:pulumi:eu::gl::aws:s3/bucket:Bucket', false],
    ['urn:pulumi:eu::gl', 'urn:pulumi:eu::gl', false],
    ['urn:pulumi:eu', 'urn:pulumi:eu', false],
  ])('%s names %s: %s', (pattern, given, expected) => {
    expect(matchesUrn(pattern, given)).toBe(expected);
  });

  test.each([
    [urn('eu', 'gl', BUCKET, 'other'), true],
    [urn('*', 'gl', 'x:y:Z', 'other'), true],
    [urn('us', 'gl', BUCKET, 'home'), false],
    [urn('eu', 'other', BUCKET, 'home'), false],
    ['eu', false],
  ])('%s is of the stack: %s', (pattern, expected) => {
    expect(isOfStack(pattern, HOME)).toBe(expected);
    expect(isOfStack(pattern, 'no URN')).toBe(false);
  });

  test.each<[string, string[]]>([
    [HOME, []],
    [urn('*', 'gl', `*${BUCKET}`, 'hom*'), []],
    [urn('eu', 'gl', `*$${BUCKET}`, 'home'), []],
    [urn('eu', 'gl', `gl:index:Stack$${BUCKET}`, 'home'), []],
    [urn('eu', 'gl', BUCKET, 'db'), []],
    [urn('eu', 'gl', BUCKET, 'hom*e'), []],
    [urn('', 'gl', BUCKET, 'home'), ['stack']],
    [urn('eu', '', BUCKET, 'home'), ['project']],
    [urn('eu', 'g*', BUCKET, 'home'), ['project']],
    [urn('eu', 'gl', '', 'home'), ['type']],
    [urn('eu', 'gl', 'aws:s3/*:Bucket', 'home'), ['type']],
    [urn('eu', 'gl', BUCKET, ''), ['name']],
    [urn('eu', 'gl', BUCKET, '*'), ['name']],
    [urn('eu', 'gl', BUCKET, 'ho*'), ['name']],
    [urn('eu', 'gl', BUCKET, 'ho**'), ['name']],
    [urn('eu', 'gl', BUCKET, '*home'), ['name']],
    [urn('', '*', '*', '*'), ['stack', 'project', 'type', 'name']],
  ])('%s is too broad in %j', (pattern, parts) => {
    const problems = patternProblems(pattern);
    expect(problems.map(({ rule }) => rule)).toEqual(parts.map((part) => `its ${part} is too broad`));
    for (const { fix } of problems) expect(fix).toMatch(/name/);
  });

  test('is told apart from what is no URN', () => {
    expect(patternProblems('home')).toEqual([
      { rule: 'it has no urn:pulumi:<stack>::<project>::<type>::<name>', fix: 'copy the URN from the report' },
    ]);
  });

  test.each([
    [urn('*', 'gl', BUCKET, 'home'), true],
    [urn('eu-*', 'gl', BUCKET, 'home'), true],
    [urn('eu', 'gl', `*${BUCKET}`, 'home-*'), false],
    ['*', false],
  ])('%s is of many stacks: %s', (pattern, expected) => {
    expect(isOfManyStacks(pattern)).toBe(expected);
  });
});
