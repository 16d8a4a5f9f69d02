import * as fc from 'fast-check';
import { CATALOG } from '../../policies/catalog';
import type { CheckResult } from '../../tools/policies/check';
import { coverageOf } from '../../tools/policies/coverage';
import { excerptOf } from '../../tools/policies/excerpt';
import { REPORTS } from '../../tools/policies/report';
import { coverageText } from '../../tools/policies/report/coverage-text';
import type { AnalyzedResource } from '../../tools/policies/types';
import { FIXTURES } from './fixtures';
import { edited, resourceOf, type Change, type Path } from './fixtures/fixture';
import { stack, UNKNOWN_TEXT, type Given } from './stack';
import { variantsOf } from './variants';

const SECRET = 'hunter2-PLANTED';

/** `EVERY_PROPERTY=all` tries every place, which takes minutes; else as many of each form, the same ones every time. */
const MOST_PLACES = process.env['EVERY_PROPERTY'] === 'all' ? Infinity : 5;
const SEED = 20_260_301;

/** Every place of a value, the value itself first. */
function* placesIn(value: unknown, path: Path): Generator<Path> {
  yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value))
    yield* placesIn(child, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** The property that a change is made in; none where it is a whole resource. */
function propertyOf(change: Change, given: readonly Given[]): string | undefined {
  const [name, property] = 'set' in change ? change.set : 'drop' in change ? change.drop : [resourceOf(change)];
  return property === undefined ? undefined : `${String(given.find((one) => one.name === name)?.type)} ${property}`;
}

const cases = FIXTURES.flatMap(({ control, forms }) =>
  Object.entries(forms).map(([form, { base, changes }]) => {
    const given = base(false);
    // The properties that a control reads are those that its fixtures change.
    const read = new Set(changes.map((change) => propertyOf(change, given)));
    const paths = given.flatMap(({ name, type, inputs = {} }) =>
      Object.entries(inputs)
        .filter(([property]) => read.has(`${type} ${property}`))
        .flatMap(([property, value]) => [...placesIn(value, [name, property])]),
    );
    return { control, form, given, paths };
  }),
);

const chosen = (paths: Path[]): Path[] => {
  const length = Math.min(paths.length, MOST_PLACES);
  const some = fc.shuffledSubarray(paths, { minLength: length, maxLength: length });
  return fc.sample(some, { seed: SEED, numRuns: 1 })[0]!;
};

/** The resources of a stack with a value that is not known: where it named a bucket of the stack, it comes from there. */
function unknownAt(given: readonly Given[], set: Path): Given[] {
  const [name, ...path] = set;
  const inputs: unknown = given.find((one) => one.name === name)?.inputs;
  const text = JSON.stringify(path.reduce((from, key) => (from as Record<string, unknown>)[key], inputs));
  const named = given.filter((one) => {
    const bucket = one.inputs?.['bucket'];
    return one.name !== name && typeof bucket === 'string' && text.includes(JSON.stringify(bucket));
  });
  const origins = named.map((one) => one.name);
  return edited(given, { set, to: UNKNOWN_TEXT }).map((one) =>
    one.name !== name || origins.length === 0
      ? one
      : { ...one, dependsOn: { ...one.dependsOn, [String(path[0])]: origins } },
  );
}

const SEEING = CATALOG.find(({ content }) => content !== undefined)!.id;
const judged = (words: readonly { urn: string }[]): string[] => [...new Set(words.map(({ urn }) => urn))].sort();

/** Everything that is printed of what a control said of a stack. */
function shown(
  { findings, words }: Pick<CheckResult, 'findings' | 'words'>,
  base: readonly AnalyzedResource[],
): string {
  const registered = base.map(({ urn, type }) => ({ urn, type, custom: true }));
  const coverage = coverageOf(words, registered, CATALOG, {});
  const about = { stack: 'test', exitCode: 1, resources: base.length, registered } as const;
  const result: CheckResult = { ...about, findings, words, coverage, exemptions: [], problems: [] };
  return [...Object.values(REPORTS).map((report) => report(result)), ...coverageText(coverage)].join('\n');
}

describe('a value in a place of a property that a control reads', () => {
  test.each(cases)(
    'is a verdict of $control where it is not known, and shown nowhere where it is a secret, its settings $form',
    async (one) => {
      const { control, given, paths } = one;
      // A pack sees inputs by the policies of resources, which a control of the graph alone has none of.
      const all = variantsOf(CATALOG.filter(({ id }) => id === control || id === SEEING));
      const judge: typeof all = async (...stacks) => {
        const { findings, words } = await all(...stacks);
        const of = <T extends { control: string }>(some: readonly T[]): T[] =>
          some.filter((word) => word.control === control);
        return { findings: of(findings), words: of(words) };
      };
      const base = stack(given);
      const before = judged((await judge(base, base)).words);
      const said: Pick<CheckResult, 'findings' | 'words'> = { findings: [], words: [] };
      for (const set of chosen(paths)) {
        const unknown = await judge(base, stack(unknownAt(given, set)));
        expect([set, unknown.findings.filter(({ verdict }) => verdict === 'fail')]).toEqual([set, []]);
        expect([set, judged(unknown.words)]).toEqual([set, before]);

        const resources = stack(
          edited(given, { set, to: SECRET }).map((resource) =>
            resource.name === set[0] ? { ...resource, secretInputs: [String(set[1])] } : resource,
          ),
        );
        const { findings, words } = await judge(base, resources);
        said.findings.push(...findings.map((finding) => ({ ...finding, ...excerptOf(finding, words, resources) })));
        said.words.push(...words);
      }
      expect(shown(said, base)).not.toMatch(/hunter2|planted/i);
      expect(said.findings.filter(({ message }) => message.includes('could not judge'))).toEqual([]);
    },
  );

  test('is one of many', () => {
    expect(cases.reduce((sum, { paths }) => sum + paths.length, 0)).toBeGreaterThan(1_000);
  });
});
