import type { ArgumentProblem } from '../problems';
import { shown, unless } from './checks';

const MOST_TAGS = 10;

/**
 * Tags that an object can have.
 *
 * @returns every problem of them
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
 */
export function validateObjectTags(tags: Readonly<Record<string, string>>, path: string): ArgumentProblem[] {
  const names = Object.keys(tags);
  return [
    ...unless(names.length <= MOST_TAGS, {
      path,
      value: `${names.length} tags`,
      rule: `has at most the ${MOST_TAGS} tags of an object: nothing can have more`,
      fix: 'drop some',
    }),
    ...Object.entries(tags).flatMap(([name, value]) => [
      ...unless(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(name) && !/^aws:/i.test(name), {
        path: `${path}.${name}`,
        value: shown(name),
        rule: 'is a name of a tag: 1 to 128 letters, digits, spaces and _.:/=+-@, not of aws:',
        fix: 'change it',
      }),
      ...unless(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value), {
        path: `${path}.${name}`,
        value: shown(value),
        rule: 'is a value of a tag: up to 256 letters, digits, spaces and _.:/=+-@',
        fix: 'change it',
      }),
    ]),
  ];
}
