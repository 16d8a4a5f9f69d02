import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { analyze } from '../../../tools/policies/analyze';
import { check } from '../../../tools/policies/check';
import { runProgram, type RecordedResource } from '../../../tools/monitor';
import { withDefaultProvider } from '../../../tools/policies/default-provider';
import type { Finding } from '../../../tools/policies/types';
import { operate, type StackTools } from '../../../tools/stacks';
import { WEAKNESSES } from '../../../tools/weakened-stack/weaknesses';
import { describeOnEngine, engineOfTest } from '../../helpers/engine';
import { startPack, type PackProcess } from '../../policies/pack-process';

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

/** The resources that a weakness is in, by what they are. */
const EXPECTED: Record<string, RegExp[]> = {
  's3-public-access-block': [/:BucketPublicAccessBlock::/],
  's3-bucket-tls-required': [/:BucketPolicy::/],
  's3-bucket-upload-encryption': [/:BucketPolicy::/],
  's3-bucket-versioning-enabled': [/:BucketVersioning::/],
  's3-object-lock-default-retention': [/:BucketObjectLockConfiguration::/],
  's3-replication-residency': [/:BucketReplicationConfig::/, /:BucketReplicationConfig::/],
};
const words = ({ findings }: { findings: readonly Finding[] }): string[] =>
  findings.map(({ policy, urn, level, message }) => [policy, urn, level, message].join('\n')).sort();

describe('the stacks of the regions', () => {
  test.each(REGIONS)('keep the baseline in %s, and hang on nothing that is not known', async (stack) => {
    const result = await check({ directory: root, stack });
    expect([result.exitCode, result.problems, result.findings]).toEqual([0, [], []]);
    const passed = new Set(
      result.coverage.filter(({ outcome }) => outcome.verdict === 'pass').map(({ control }) => control),
    );
    expect([...passed].sort()).toEqual([...CONTROLS].sort());
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

  test.each(CONTROLS)(
    'is refused by exactly that control at exactly that resource, by the process of the pack too: %s',
    async (control) => {
      const { resources, findings } = await judge(control);
      expect(findings.map((finding) => [finding.control, finding.verdict, finding.level])).toEqual(
        EXPECTED[control]!.map(() => [control, 'fail', 'mandatory']),
      );
      for (const [index, { urn }] of findings.entries()) expect(urn).toMatch(EXPECTED[control]![index]!);
      expect(await pack.analyze(resources)).toEqual(findings);
    },
  );
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
    for (const control of [undefined, ...CONTROLS]) {
      const options = { operation: 'preview', ...of(control), packs: [path.join(root, 'policies')] } as const;
      const [engine, checked] = [await operate(tools, options), await judge(control)];
      expect([control, engine.how, engine.exitCode === 0]).toEqual([control, 'engine', control === undefined]);
      const said = engine.policy
        .map(({ policy, urn, level, message }) => [policy, urn, level, message].join('\n'))
        .sort();
      if (JSON.stringify(said) !== JSON.stringify(words(checked)))
        differences.push(`${control}: ${said.join()} / ${words(checked).join()}`);
    }
    expect(differences).toEqual([]);
  }, 300_000);
});
