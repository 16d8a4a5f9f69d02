import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CATALOG } from '../../../policies/catalog';
import { analyze } from '../../../tools/policies/analyze';
import { check } from '../../../tools/policies/check';
import { runProgram, type RecordedResource } from '../../../tools/monitor';
import { withDefaultProvider } from '../../../tools/policies/default-provider';
import type { Finding } from '../../../tools/policies/types';
import { operate, type StackTools } from '../../../tools/stacks';
import { WEAKNESSES, type Weakness } from '../../../tools/weakened-stack/weaknesses';
import { describeOnEngine, engineOfTest } from '../../helpers/engine';
import { startPack, type PackProcess } from '../../policies/pack-process';
import { EXPECTED, named } from './expected';

const root = path.join(__dirname, '../../..');
const STACK = 'eu-west-1';
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-1'];
const of = (control: string | undefined, stack = STACK) => ({
  directory: path.join(root, 'tools/weakened-stack'),
  stack,
  configFile: path.join(root, `Pulumi.${stack}.yaml`),
  ...(control === undefined ? {} : { config: { 'weakened-stack:control': control } }),
});
const CONTROLS = WEAKNESSES.map(({ control }) => control);

/** Weaknesses of one program: as many as replace no property that another changes. Each is named by its controls. */
function batchesOf(weaknesses: readonly Weakness[]): string[] {
  const batches: Weakness[][] = [];
  for (const one of weaknesses) {
    const replaces = ({ change }: Weakness): boolean => change.length === 0;
    const clashes = (other: Weakness): boolean =>
      other.type === one.type && other.property === one.property && (replaces(one) || replaces(other));
    const free = batches.find((batch) => !batch.some(clashes));
    if (free === undefined) batches.push([one]);
    else free.push(one);
  }
  return batches.map((batch) => batch.map(({ control }) => control).join());
}
const BATCHES = batchesOf(WEAKNESSES);
const words = ({ findings }: { findings: readonly Finding[] }): string[] =>
  findings.map(({ policy, urn, level, message }) => [policy, urn, level, message].join('\n')).sort();

describe('the stacks of the regions', () => {
  test.each(REGIONS)('keep the baseline in %s, and hang on nothing that is not known', async (stack) => {
    const result = await check({ directory: root, stack });
    expect([result.exitCode, result.problems, result.findings]).toEqual([0, [], []]);
    const passed = new Set(
      result.words.filter(({ outcome }) => outcome.verdict === 'pass').map(({ control }) => control),
    );
    const own = WEAKNESSES.filter(({ specimen }) => specimen === undefined).map(({ control }) => control);
    expect(own.filter((control) => !passed.has(control))).toEqual([]);
  });

  test('keep it as the program of the weakened stacks too, when no control is named', async () => {
    const result = await check(of(undefined));
    expect([result.exitCode, result.problems, result.findings]).toEqual([0, [], []]);
  });
});

const judged = new Map<string | undefined, Promise<{ resources: RecordedResource[]; findings: Finding[] }>>();
/** What a stack registers and what the pack says of it in this process; each program is run once. */
function judge(control: string | undefined) {
  const known = judged.get(control);
  if (known !== undefined) return known;
  const run = async () => {
    const { resources: registered } = await runProgram({ ...of(control), dryRun: true });
    const resources = withDefaultProvider(registered, { 'aws:region': STACK });
    return { resources, findings: (await analyze(resources)).findings };
  };
  judged.set(control, run());
  return judged.get(control)!;
}

describe('a stack that is weakened for one control', () => {
  let pack: PackProcess;
  beforeAll(async () => {
    pack = await startPack();
  });
  afterAll(() => pack.stop());

  test.each(BATCHES)(
    'is refused by exactly that control at exactly that resource, by the process of the pack too: %s',
    async (controls) => {
      const { resources, findings } = await judge(controls);
      for (const control of controls.split(',')) {
        const own = findings.filter((finding) => finding.control === control);
        expect(own.map(({ verdict, level, urn }) => [control, verdict, level, named(urn)])).toEqual([
          [control, 'fail', 'mandatory', EXPECTED[control]],
        ]);
        expect(resources.filter(({ urn }) => named(urn) === EXPECTED[control])).toHaveLength(1);
      }
      expect(findings).toHaveLength(controls.split(',').length);
      expect(await pack.analyze(resources)).toEqual(findings);
    },
  );

  test('is there for every mandatory control of the catalogue', () => {
    const mandatory = CATALOG.filter(({ level }) => level === 'mandatory').map(({ id }) => id);
    expect([...CONTROLS].sort()).toEqual(mandatory.sort());
    expect(BATCHES.length).toBeLessThan(4);
  });
});

describeOnEngine('a weakened stack on the Pulumi engine', () => {
  let home: string;
  let tools: StackTools;
  beforeAll(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'gl-test-weakened-'));
    tools = { search: { engine: engineOfTest(), tried: [] }, homeDirectory: home };
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  test('is refused at preview with the words of the check, and passes when it is not weakened', async () => {
    const differences: string[] = [];
    // One for each hook, on the resource and on the graph: the engine ends at the first resource that is refused.
    for (const control of [undefined, 'kms-key-rotation', 'data-residency']) {
      const options = { operation: 'preview', ...of(control), packs: [path.join(root, 'policies')] } as const;
      const [engine, checked] = [await operate(tools, options), await judge(control)];
      expect(engine.how).toBe('engine');
      expect([control, engine.exitCode]).toEqual([control, control === undefined ? 0 : 1]);
      const said = engine.policy
        .map(({ policy, urn, level, message }) => [policy, urn, level, message].join('\n'))
        .sort();
      if (JSON.stringify(said) !== JSON.stringify(words(checked)))
        differences.push(`${control}: ${said.join()} / ${words(checked).join()}`);
    }
    expect(differences).toEqual([]);
  }, 300_000);
});
