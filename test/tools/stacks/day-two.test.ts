import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { parse } from 'yaml';
import * as components from '../../../components';
import { engineHome } from '../../../tools/engine';
import {
  exportState,
  operate,
  type ExportedResource,
  type Operation,
  type StackResult,
  type StackTools,
} from '../../../tools/stacks';
import { DAY_TWO, TAGS_SECTION } from '../../fixtures/day-two';
import { describeOnEngine, engineOfTest } from '../../helpers/engine';

const root = path.join(__dirname, '../../..');
const STACK = 'us-east-1';
type Config = Record<string, unknown>;

/** The settings that a section of the page shows, by its heading. */
const documented = async (): Promise<Map<string, Config>> => {
  const page = await readFile(path.join(root, 'docs/operate.md'), 'utf8');
  const sections = page.matchAll(/^### (.+)\n\n```yaml\n([^]*?)```/gm);
  return new Map([...sections].map(([, heading, yaml]) => [heading!, parse(yaml!) as Config]));
};

/** Settings of one preview; reasons of several sections stand side by side. */
const together = (configs: readonly Config[]): Config =>
  configs.reduce((all, config) => {
    const optOuts = [all, config].map((one) => one['gl-artifacts:optOuts'] as Config | undefined);
    const merged = optOuts.some((one) => one !== undefined)
      ? { 'gl-artifacts:optOuts': { ...optOuts[0], ...optOuts[1] } }
      : {};
    return { ...all, ...config, ...merged };
  }, {});

const changesOf = ({ steps }: StackResult) => steps.filter(({ operation }) => operation !== 'same');
const shown = (result: StackResult): string[] =>
  changesOf(result)
    .filter(({ type }) => !/^(gl-artifacts|pulumi):/.test(type))
    .map(({ operation, urn, changed }) => `${operation} ${urn.split('::').at(-1)} ${changed.join()}`.trim())
    .sort();

test('every change of configuration on the page has a row of what it comes to, and every row its section', async () => {
  const rows = [...DAY_TWO.map(({ section }) => section), TAGS_SECTION];
  expect([...(await documented()).keys()].sort()).toEqual(rows.sort());
});

describeOnEngine('a region stack that is up, on the Pulumi engine', () => {
  let folder: string;
  let tools: StackTools;
  let state: ExportedResource[];
  let sections: Map<string, Config>;
  /** The components that a change lies in which is more than one of tags, by the name of their class. */
  const touched = new Set<string>();
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'gl-test-day-two-'));
    tools = { search: { engine: engineOfTest(), tried: [] }, homeDirectory: folder };
    sections = await documented();
    await run('up');
    state = await exportState(await engineHome(engineOfTest(), folder), root, STACK);
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const run = (operation: Operation, config: Config = {}) =>
    operate(tools, { operation, stack: STACK, directory: root, config });
  test.each([...new Set(DAY_TWO.map(({ preview }) => preview))])(
    'shows of the changes in preview %i exactly what the page says, and replaces nothing',
    async (preview) => {
      const rows = DAY_TWO.filter((row) => row.preview === preview);
      const result = await run('preview', together(rows.map(({ section }) => sections.get(section)!)));
      expect(result.exitCode).toBe(0);
      const expected = rows.flatMap(({ steps }) => steps.map((step) => step.replaceAll('<stack>', STACK)));
      expect(shown(result)).toEqual(expected.sort());
      expect(shown(result).filter((step) => step.startsWith('replace'))).toEqual([]);
      // A URN has the types of the resource and of those that it lies in.
      for (const { urn } of changesOf(result)) {
        const parent = urn.split('::')[2]!.split('$').at(-2);
        if (parent !== undefined) touched.add(parent.split(':').at(-1)!);
      }
    },
    60_000,
  );

  test('changes the tags of whatever has tags, and nothing else', async () => {
    const result = await run('preview', sections.get(TAGS_SECTION));
    expect(result.exitCode).toBe(0);
    const tagged = state.filter(({ inputs }) => inputs?.['tags'] !== undefined);
    expect(tagged.length).toBeGreaterThan(30);
    expect(shown(result)).toEqual(tagged.map(({ urn }) => `update ${urn.split('::').at(-1)} tags`).sort());
  }, 60_000);

  test('has no component of which no change is shown but that of its tags', () => {
    const exported = Object.entries(components as Record<string, unknown>)
      .filter(([, value]) => typeof value === 'function' && value.prototype instanceof pulumi.ComponentResource)
      .map(([name]) => name);
    // What composes them has no child of its own.
    expect(exported.filter((name) => name !== 'RegionalArtifactStack' && !touched.has(name))).toEqual([]);
    expect(exported.length).toBeGreaterThanOrEqual(16);
  });

  test('refuses a change that would replace what holds data, or what a database stands on', async () => {
    const result = await run('preview', {
      'gl-artifacts:bucketName': 'another-name',
      'gl-artifacts:network': { mode: 'create', cidrBlock: '10.50.0.0/20' },
    });
    expect(result.exitCode).toBe(1);
    expect(result.text).toMatch(/cannot be deleted|marked for protection/);
    for (const step of ['replace store-artifacts-bucket bucket', 'replace store-network-vpc cidrBlock'])
      expect(shown(result)).toContain(step);
  }, 60_000);
});
