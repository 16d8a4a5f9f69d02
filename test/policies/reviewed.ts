import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from '../../policies/control';
import type { Covered } from '../../tools/policies/types';

/** By form and by what is other than in its base (`''`: nothing), what a control says of each resource. */
type Review = Record<string, Record<string, readonly string[]>>;

const WRITING = process.env['REVIEW'] === 'write';

function textOf(outcome: Outcome): string {
  const said = 'because' in outcome ? outcome.because : 'unknown' in outcome ? outcome.unknown : '';
  const { property, statement } = ('at' in outcome && outcome.at) || { property: [], statement: undefined };
  const place = [...property, ...(statement === undefined ? [] : [`statement ${statement}`])].join('.');
  return [outcome.verdict, ...('final' in outcome && outcome.final ? [' for good'] : [])]
    .concat(said === '' ? [] : [`: ${said}`], place === '' ? [] : [` (${place})`])
    .join('');
}

/** What a control says of each resource, a line for each of its policies that looks at it. */
export const linesOf = (control: string, words: readonly Covered[]): string[] =>
  words
    .filter((word) => word.control === control)
    .map(({ policy, urn, outcome }) => `${urn.split('::').at(-1)}${policy.slice(control.length)} ${textOf(outcome)}`)
    .sort();

/**
 * What a control says of a stack is what was reviewed, to the word and the place: a pull request that changes any of it
 * shows that in a file of `test/fixtures/reviewed/<folder>`, which `REVIEW=write npx jest <the test>` writes anew.
 */
export function reviewsOf(folder: string) {
  const directory = path.join(__dirname, '..', 'fixtures', 'reviewed', folder);
  const fileOf = (control: string): string => path.join(directory, `${control}.json`);
  const reviews = new Map<string, Review>();
  const asked = new Set<string>();

  const reviewOf = (control: string): Review => {
    const there = !WRITING && existsSync(fileOf(control));
    const review = reviews.get(control) ?? (there ? (JSON.parse(readFileSync(fileOf(control), 'utf8')) as Review) : {});
    reviews.set(control, review);
    return review;
  };

  return {
    /** Nothing said is as good as no entry. */
    expect(control: string, form: string, when: string, lines: readonly string[]): void {
      const review = reviewOf(control);
      asked.add(JSON.stringify([control, form, when]));
      if (WRITING && lines.length > 0) (review[form] ??= {})[when] = lines;
      expect([when, lines]).toEqual([when, review[form]?.[when] ?? []]);
    },
    /** What is there of the controls that were asked about, and nobody asked for. */
    left: (): string[] =>
      [...reviews].flatMap(([control, review]) =>
        Object.entries(review).flatMap(([form, entries]) =>
          Object.keys(entries)
            .filter((when) => !asked.has(JSON.stringify([control, form, when])))
            .map((when) => `${control}: ${form}: ${when}`),
        ),
      ),
    /** Writes what was collected, where that was asked for. */
    write(): void {
      if (!WRITING) return;
      mkdirSync(directory, { recursive: true });
      for (const [control, review] of reviews)
        if (Object.keys(review).length > 0) writeFileSync(fileOf(control), `${JSON.stringify(review, null, 1)}\n`);
    },
  };
}
