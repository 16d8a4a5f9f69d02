import { ANY, matches, type Pattern } from '../document/pattern';

const PREFIX = 'urn:pulumi:';
const FEWEST_LETTERS = 3;

/** Stack, project, type and name; a name may hold the separator itself. */
function partsOf(urn: string): [stack: string, project: string, type: string, name: string] | undefined {
  if (!urn.startsWith(PREFIX)) return undefined;
  const [stack = '', project, type, ...name] = urn.slice(PREFIX.length).split('::');
  return project === undefined || type === undefined || name.length === 0
    ? undefined
    : [stack, project, type, name.join('::')];
}

const patternOf = (text: string): Pattern =>
  Array.from(text, (character) => (character === '*' ? ANY : { character, literal: false }));

const partMatches = (pattern: string, part: string): boolean => matches(patternOf(pattern), part);

/** Whether a URN is one that a pattern names: part by part, so that a `*` never reaches into the next. */
export function matchesUrn(pattern: string, urn: string): boolean {
  const wanted = partsOf(pattern);
  const given = partsOf(urn);
  return wanted !== undefined && given !== undefined && given.every((part, index) => partMatches(wanted[index]!, part));
}

/** Whether a pattern may name a resource of the stack that a URN is of. */
export function isOfStack(pattern: string, urn: string): boolean {
  const wanted = partsOf(pattern);
  const given = partsOf(urn);
  return wanted !== undefined && given !== undefined && [0, 1].every((i) => partMatches(wanted[i]!, given[i]!));
}

/** Whether a pattern names resources of more than one stack. */
export const isOfManyStacks = (pattern: string): boolean => partsOf(pattern)?.[0].includes('*') ?? false;

/** Why a pattern is none, or names more than one can answer for; one sentence for each part. */
export function patternProblems(pattern: string): { rule: string; fix: string }[] {
  const parts = partsOf(pattern);
  if (parts === undefined)
    return [
      {
        rule: `it has no ${PREFIX}<stack>::<project>::<type>::<name>`,
        fix: 'copy the URN from the report',
      },
    ];
  const [stack, project, type, name] = parts;
  const letters = name.replaceAll('*', '').length;
  const broad: [boolean, string, string][] = [
    [stack === '', 'stack', 'name the stack, or * for every stack'],
    [project === '' || project.includes('*'), 'project', 'name the project without *'],
    [
      !/^(\*\$?|[^*]*\$)?[^*$]+:[^*$]+:[^*$]+$/.test(type),
      'type',
      'name one type, for example *aws:s3/bucket:Bucket; a * stands only for its parents',
    ],
    [
      letters < Math.min(FEWEST_LETTERS, name.length) || name === '' || name.startsWith('*'),
      'name',
      `begin the name with at least ${FEWEST_LETTERS} letters of it`,
    ],
  ];
  return broad.filter(([is]) => is).map(([, part, fix]) => ({ rule: `its ${part} is too broad`, fix }));
}
