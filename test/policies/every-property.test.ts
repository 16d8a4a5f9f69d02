import * as fc from 'fast-check';
import { CATALOG } from '../../policies/catalog';
import type { CheckResult } from '../../tools/policies/check';
import { coverageOf } from '../../tools/policies/coverage';
import { excerptOf } from '../../tools/policies/excerpt';
import { REPORTS } from '../../tools/policies/report';
import { coverageText } from '../../tools/policies/report/coverage-text';
import type { Analysis, AnalyzedResource } from '../../tools/policies/types';
import { FIXTURES } from './fixtures';
import { edited, resourceOf, type Change, type Path } from './fixtures/fixture';
import { isTried, testEach } from './only';
import { otherParametersOf } from './parameter-cases';
import { linesOf, reviewsOf } from './reviewed';
import { judgingBy } from './said';
import { stack, UNKNOWN_TEXT, written, type Given } from './stack';
import { variantsOf } from './variants';

const SECRET = 'hunter2-PLANTED';

/** `EVERY_PROPERTY=all` plants a secret in every place, which takes minutes; else in as many, the same ones every time. */
const MOST_SECRETS = process.env['EVERY_PROPERTY'] === 'all' ? Infinity : 5;
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

const places = FIXTURES.flatMap(({ control, forms }) =>
  Object.entries(forms).map(([form, { base, changes }]) => {
    const given = base(false);
    // The properties that a control reads are those that its fixtures change.
    const read = new Set(changes.map((change) => propertyOf(change, given)));
    const paths = given.flatMap(({ name, type, inputs = {} }) =>
      Object.entries(inputs)
        .filter(([property]) => read.has(`${type} ${property}`))
        .flatMap(([property, value]) => [...placesIn(value, [name, property])]),
    );
    return { control, form, given, changes, paths };
  }),
);
const cases = places.filter(({ control }) => isTried(control));

const some = (paths: Path[]): Path[] => {
  const length = Math.min(paths.length, MOST_SECRETS);
  const chosen = fc.shuffledSubarray(paths, { minLength: length, maxLength: length });
  return fc.sample(chosen, { seed: SEED, numRuns: 1 })[0]!;
};

/** What is in them is the matter of the documents' own tests. */
const DOCUMENTS = ['policy', 'assumeRolePolicy'];

/** Those of one resource of each type, but for what is in a document. */
const outsideDocuments = (given: readonly Given[], paths: readonly Path[]): Path[] => {
  const firsts = new Map([...given].reverse().map(({ type, name }) => [type, name]));
  const names = new Set(firsts.values());
  return paths.filter(
    ([name, ...path]) => names.has(name) && !path.slice(0, -1).some((key) => DOCUMENTS.includes(String(key))),
  );
};

const valueAt = (given: readonly Given[], [name, ...path]: Path): unknown =>
  path.reduce<unknown>(
    (from, key) => (from as Record<string, unknown>)[key],
    given.find((one) => one.name === name)?.inputs,
  );

/** Another value of the same kind. */
function otherThan(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return 0;
  return typeof value === 'string' ? '' : {};
}

/** The resources of a stack with a value that is not known: where it named a bucket of the stack, it comes from there. */
function unknownAt(given: readonly Given[], set: Path): Given[] {
  const [name, ...path] = set;
  const text = JSON.stringify(valueAt(given, set));
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

const judged = (words: readonly { urn: string }[]): string[] => [...new Set(words.map(({ urn }) => urn))].sort();

type Said = Analysis;

/** Everything that is printed of what a control said of a stack. */
function shown({ findings, words }: Said, base: readonly AnalyzedResource[]): string {
  const registered = base.map(({ urn, type }) => ({ urn, type, custom: true }));
  const coverage = coverageOf(words, registered, CATALOG, {});
  const asked = { stack: 'test', stackFile: 'Pulumi.test.yaml', unverifiable: 'refuse' } as const;
  const about = { ...asked, exitCode: 1, resources: base.length, registered } as const;
  const weighed = findings.map((finding) => ({ ...finding, inForce: finding.level, judgedLater: false }));
  const result: CheckResult = { ...about, findings: weighed, words, coverage, exemptions: [], problems: [] };
  return [...Object.values(REPORTS).map((report) => report(result)), ...coverageText(coverage)].join('\n');
}

/** Judges a base with edits made, by one control. */
function judgeOf(control: string, base: readonly AnalyzedResource[], parameters: Record<string, unknown> = {}) {
  const { controls, config } = judgingBy(control, parameters);
  const all = variantsOf(controls, config);
  return async (resources: readonly AnalyzedResource[]): Promise<Said> => {
    const { findings, words } = await all(base, resources);
    const of = <T extends { control: string }>(said: readonly T[]): T[] =>
      said.filter((word) => word.control === control);
    return { findings: of(findings), words: of(words) };
  };
}

const editsAt = (given: readonly Given[], set: Path): Record<string, Given[]> => ({
  'is not known': unknownAt(given, set),
  'is gone': edited(given, { drop: set }),
  'is another': edited(given, { set, to: otherThan(valueAt(given, set)) }),
});

const reviews = reviewsOf('places');
const otherwise = reviewsOf('parameters');
afterAll(() => {
  reviews.write();
  otherwise.write();
});

describe('a value in a place of a property that a control reads', () => {
  test.each(cases)(
    'is judged by $control as was reviewed where it is not known, gone or another, its settings $form',
    async ({ control, form, given, paths }) => {
      const judge = judgeOf(control, stack(given));
      const base = await judge(stack(given));
      const before = linesOf(control, base.words);
      for (const set of outsideDocuments(given, paths)) {
        for (const [what, resources] of Object.entries(editsAt(given, set))) {
          const { findings, words } = await judge(stack(resources));
          expect(findings.filter(({ message }) => message.includes('could not judge'))).toEqual([]);
          if (what === 'is not known') {
            expect([set, findings.filter(({ verdict }) => verdict === 'fail')]).toEqual([set, []]);
            const open = findings.filter(({ verdict }) => verdict === 'unverifiable');
            if (open.length === 0) expect([set, judged(words)]).toEqual([set, judged(base.words)]);
          }
          const lines = linesOf(control, words).filter((line) => !before.includes(line));
          reviews.expect(control, form, `${set.join('.')} ${what}`, lines);
        }
      }
    },
  );

  const configurable = cases.filter(({ control }) => otherParametersOf(control) !== undefined);
  testEach(configurable)(
    'is judged by $control as was reviewed with other parameters, its settings $form',
    async ({ control, form, given, changes, paths }) => {
      const judge = judgeOf(control, stack(written(given)), otherParametersOf(control));
      const said = async (resources: readonly Given[]) =>
        linesOf(control, (await judge(stack(written(resources)))).words);
      const before = await said(given);
      otherwise.expect(control, form, '', before);
      const edits = [
        ...changes.map((change) => [change.when, edited(given, change)] as const),
        ...outsideDocuments(given, paths).flatMap((set) =>
          Object.entries(editsAt(given, set)).map(
            ([what, resources]) => [`${set.join('.')} ${what}`, resources] as const,
          ),
        ),
      ];
      for (const [when, resources] of edits) {
        const lines = (await said(resources)).filter((line) => !before.includes(line));
        otherwise.expect(control, form, when, lines);
      }
    },
  );

  test.each(cases)(
    'is shown nowhere where it is a secret, judged by $control, its settings $form',
    async ({ control, given, paths }) => {
      const judge = judgeOf(control, stack(given));
      const said: Said = { findings: [], words: [] };
      for (const set of some(paths)) {
        const resources = stack(
          edited(given, { set, to: SECRET }).map((resource) =>
            resource.name === set[0] ? { ...resource, secretInputs: [String(set[1])] } : resource,
          ),
        );
        const { findings, words } = await judge(resources);
        said.findings.push(...findings.map((finding) => ({ ...finding, ...excerptOf(finding, words, resources) })));
        said.words.push(...words);
      }
      expect(shown(said, stack(given))).not.toMatch(/hunter2|planted/i);
      expect(said.findings.filter(({ message }) => message.includes('could not judge'))).toEqual([]);
    },
  );

  test('has no review that is left of what is no longer tried', () => {
    expect([...reviews.left(), ...otherwise.left()]).toEqual([]);
  });

  test('is one of many', () => {
    expect(places.reduce((sum, { paths }) => sum + paths.length, 0)).toBeGreaterThan(1_000);
  });
});
