import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CATALOG } from '../../policies/catalog';
import { analyze } from '../../tools/policies/analyze';
import { check } from '../../tools/policies/check';
import { operate } from '../../tools/stacks';
import { describeOnEngine, engineOfTest } from '../helpers/engine';
import { FIXTURES } from '../policies/fixtures';
import { edited } from '../policies/fixtures/fixture';
import { startPack } from '../policies/pack-process';
import { applied, stack } from '../policies/stack';
import { EXPECTED, named } from '../tools/weakened-stack/expected';

const root = path.join(__dirname, '../..');
const STACK = 'eu-west-1';
const MANDATORY = CATALOG.filter(({ level }) => level === 'mandatory').map(({ id }) => id);

type Said = Record<'policy' | 'urn' | 'level' | 'message', string>;
const words = (findings: readonly Said[]): string[] =>
  findings.map(({ policy, urn, level, message }) => [policy, urn, level, message].join('\n')).sort();

describeOnEngine('a region stack that is weakened for one mandatory control, on the Pulumi engine', () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'gl-test-mandatory-'));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  const of = (control: string | undefined) => ({
    directory: path.join(root, 'tools/weakened-stack'),
    stack: STACK,
    configFile: path.join(root, `Pulumi.${STACK}.yaml`),
    ...(control === undefined ? {} : { config: { 'weakened-stack:control': control } }),
  });
  const preview = (control: string | undefined) =>
    operate(
      { search: { engine: engineOfTest(), tried: [] }, homeDirectory: home },
      { operation: 'preview', ...of(control), packs: [path.join(root, 'policies')] },
    );

  test('passes when it is not weakened', async () => {
    const { how, exitCode, policy } = await preview(undefined);
    expect([how, exitCode, policy]).toEqual(['engine', 0, []]);
  });

  test.each(MANDATORY)(
    'is refused at preview by exactly %s at exactly its resource, as the check says',
    async (control) => {
      const [engine, checked] = [await preview(control), await check(of(control))];
      expect(engine.how).toBe('engine');
      expect(engine.exitCode).toBe(1);
      expect(engine.policy.map(({ urn }) => named(urn))).toEqual([EXPECTED[control]]);
      expect(new Set(checked.findings.map((finding) => `${finding.control} ${finding.level}`))).toEqual(
        new Set([`${control} mandatory`]),
      );
      expect(words(engine.policy)).toEqual(words(checked.findings));
    },
  );
});

test('the process of the pack says of every fixture what the check in process says', async () => {
  const pack = await startPack();
  const told = new Set<string>();
  const differences: string[] = [];
  try {
    for (const { control, forms } of FIXTURES)
      for (const [form, { base, changes }] of Object.entries(forms))
        for (const given of [base(false), base(true), ...changes.map((change) => edited(base(false), change))])
          for (const fixture of [given, applied(given)]) {
            const key = JSON.stringify(fixture);
            if (told.has(key)) continue;
            told.add(key);
            const resources = stack(fixture);
            const [there, here] = [await pack.analyze(resources), (await analyze(resources)).findings];
            if (JSON.stringify(there) !== JSON.stringify(here))
              differences.push(`${control}, ${form}: ${words(there).join()} / ${words(here).join()}`);
          }
  } finally {
    await pack.stop();
  }
  process.stderr.write(`pack process and check in process: ${told.size} fixtures, ${differences.length} differences\n`);
  expect(differences).toEqual([]);
});
