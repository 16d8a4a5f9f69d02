import { isDeepStrictEqual } from 'node:util';
import { CATALOG } from '../../policies/catalog';
import { analyze } from '../../tools/policies/analyze';
import { excerptOf } from '../../tools/policies/excerpt';
import type { Analysis } from '../../tools/policies/types';
import { FIXTURES } from './fixtures';
import { edited, resourceOf, type Change, type Fixtures } from './fixtures/fixture';
import { isTried, ONLY } from './only';
import { linesOf, reviewsOf } from './reviewed';
import { applied, stack, written, type Given } from './stack';
import { variantsOf } from './variants';

const TRIED = FIXTURES.filter(({ control }) => isTried(control));

const judges = (control: string) => (ONLY === undefined ? CATALOG : CATALOG.filter(({ id }) => id === control));
const judging = new Map<string, ReturnType<typeof variantsOf>>();
/** Judges a stack that is a base with an edit made. */
function judge(base: readonly Given[], given: readonly Given[], control: string): Promise<Analysis> {
  const by = ONLY === undefined ? 'all' : control;
  const variant = judging.get(by) ?? variantsOf(judges(control));
  judging.set(by, variant);
  return variant(stack(written(base)), stack(written(given)));
}
const words = ({ findings }: Analysis): string[] =>
  findings.map(({ control, verdict, level, urn }) => `${control} ${verdict} ${level} ${urn.split('::').at(-1)}`).sort();

function expected(control: string, change: Change): string[] {
  const { verdict, at = [resourceOf(change)], final = false, likewise = [] } = change;
  if (verdict !== 'fail' && verdict !== 'unverifiable') return [];
  return [control, ...(ONLY === undefined ? likewise : [])]
    .flatMap((said) => {
      const [id = '', ...named] = said.split(' ');
      const level = verdict === 'unverifiable' && !final ? 'advisory' : CATALOG.find((one) => one.id === id)!.level;
      return (named.length > 0 ? named : at).map((name) => `${id} ${verdict} ${level} ${name}`);
    })
    .sort();
}

const cases = TRIED.flatMap(({ control, forms }) =>
  Object.entries(forms).flatMap(([form, { base, changes }]) =>
    changes.map((change) => ({ control, form, base, change, when: change.when })),
  ),
);
const bases = TRIED.flatMap(({ control, forms }) =>
  Object.entries(forms).flatMap(([form, { base }]) =>
    [false, true].map((deprecated) => ({
      control,
      form,
      base,
      types: deprecated ? 'deprecated types' : 'types of today',
      deprecated,
    })),
  ),
);
const reviews = reviewsOf('policies');
const linesOfBase = new Map<string, string[]>();
const SECRET = 'hunter2-PLANTED';

afterAll(reviews.write);
/** One for each place of a form: what else stands there in a change is not in a secret. */
const secrets = [
  ...new Map(
    cases.flatMap(({ change, ...one }) =>
      change.verdict === 'fail' && 'set' in change
        ? [[JSON.stringify([one.control, one.form, change.set]), { ...one, set: change.set }] as const]
        : [],
    ),
  ).values(),
];

describe('a compliant stack', () => {
  const judged = new Map<string, Analysis>();

  test.each(bases)('passes $control and every other control, its settings $form, with $types', async (one) => {
    for (const given of [one.base(one.deprecated), applied(one.base(one.deprecated))]) {
      const key = JSON.stringify([given, ONLY === undefined ? '' : one.control]);
      const analysis = judged.get(key) ?? (await judge(given, given, one.control));
      judged.set(key, analysis);
      expect(words(analysis)).toEqual([]);
      const passed = analysis.words.filter(
        ({ control, outcome }) => control === one.control && outcome.verdict === 'pass',
      );
      expect(passed.length).toBeGreaterThan(0);
      if (one.deprecated || linesOfBase.has(`${one.control} ${one.form}`)) continue;
      const lines = linesOf(one.control, analysis.words);
      linesOfBase.set(`${one.control} ${one.form}`, lines);
      reviews.expect(one.control, one.form, '', lines);
    }
  });
});

describe('a stack with one property changed', () => {
  test.each(cases)('gets the verdict of $control when $when, its settings $form, and no other', async (one) => {
    const { control, change } = one;
    const base = one.base(false);
    const given = edited(base, change);
    expect(given).not.toEqual(base);
    const analysis = await judge(base, given, control);
    expect(words(analysis)).toEqual(expected(control, change));
    const before = linesOfBase.get(`${control} ${one.form}`)!;
    reviews.expect(
      control,
      one.form,
      change.when,
      linesOf(control, analysis.words).filter((line) => !before.includes(line)),
    );
    if (change.verdict === 'not applicable')
      for (const name of change.at ?? [resourceOf(change)])
        expect(analysis.words).toContainEqual(
          expect.objectContaining({
            control,
            urn: expect.stringMatching(new RegExp(`::${name}$`)),
            outcome: expect.objectContaining({ verdict: 'not applicable' }),
          }),
        );
    // What is not known at preview is known at up: there it is another fixture.
    if (change.verdict === 'unverifiable') return;
    const atUp = applied(given);
    // Where all is known at preview already, this is what was judged.
    if (!isDeepStrictEqual(atUp, given))
      expect(words(await judge(applied(base), atUp, control))).toEqual(expected(control, change));
  });

  test.each(secrets)('shows nothing of a secret for $control where it is at $set, its settings $form', async (one) => {
    const { control, set } = one;
    const base = one.base(false);
    const given = edited(base, { set, to: SECRET }).map((resource) =>
      resource.name === set[0] ? { ...resource, secretInputs: [String(set[1])] } : resource,
    );
    const { findings, words } = await judge(base, given, control);
    const shown = findings.map((finding) => ({ ...finding, ...excerptOf(finding, words, stack(written(given))) }));
    expect(JSON.stringify(shown)).not.toMatch(/hunter2|planted/i);
  });

  // Every so many, by a number that has no divisor in common with how many changes a form has.
  test.each(cases.filter((_, index) => index % 53 === 0))(
    'is judged by a pack that saw the base as by a new one: $control, when $when, its settings $form',
    async ({ control, base, change }) => {
      const given = edited(base(false), change);
      const { findings } = await judge(base(false), given, control);
      expect(findings).toEqual((await analyze(stack(written(given)), { controls: judges(control) })).findings);
    },
  );
});

describe('the fixtures', () => {
  const share = ({ control, forms, reads = 'properties' }: Fixtures) => {
    const changes = Object.values(forms).flatMap((form) => form.changes);
    const count = (verdict: Change['verdict']): number => changes.filter((change) => change.verdict === verdict).length;
    return {
      control,
      reads,
      compliant: Object.keys(forms).length + count('pass'),
      violating: count('fail'),
      unknown: count('unverifiable'),
      secret: secrets.filter((one) => one.control === control).length,
    };
  };

  test('are there for every control of the catalogue, enough of each kind', () => {
    const shares = TRIED.map(share);
    expect(FIXTURES.map(({ control }) => control).sort()).toEqual(CATALOG.map(({ id }) => id).sort());
    const few = shares.filter(
      (one) =>
        one.compliant < 1 || one.violating < 3 || (one.reads === 'properties' && (one.unknown < 1 || one.secret < 1)),
    );
    expect(few).toEqual([]);
    const sum = (kind: 'compliant' | 'violating' | 'unknown' | 'secret'): number =>
      shares.reduce((total, one) => total + one[kind], 0);
    // What is written to stdout `npm test` drops: jest writes its report of results there.
    process.stderr.write(
      `policy fixtures: ${shares.length} controls, ${sum('compliant')} compliant, ${sum('violating')} violating, ` +
        `${sum('unknown')} unknown, ${sum('secret')} secret\n`,
    );
  });

  test('are told apart by what is other in them', () => {
    const twice = FIXTURES.flatMap(({ control, forms }) =>
      Object.entries(forms).flatMap(([form, { changes }]) => {
        const whens = changes.map(({ when }) => when);
        return whens.filter((when, at) => whens.indexOf(when) < at).map((when) => `${control}: ${form}: ${when}`);
      }),
    );
    expect(twice).toEqual([]);
  });

  test('have no review that is left of what is no longer tried', () => {
    expect(reviews.left()).toEqual([]);
  });

  test('violate in every form that a control is tried in', () => {
    const idle = FIXTURES.flatMap(({ control, forms }) =>
      Object.entries(forms)
        .filter(([, { changes }]) => changes.filter(({ verdict }) => verdict === 'fail').length < 3)
        .map(([form]) => `${control}: ${form}`),
    );
    expect(idle).toEqual([]);
  });
});
