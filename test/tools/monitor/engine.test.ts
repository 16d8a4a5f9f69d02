import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { engineHome } from '../../../tools/engine';
import { runProgram, type ProgramRun } from '../../../tools/monitor';
import { unwrap } from '../../../tools/monitor/wire';
import { exportState, operate, type ExportedResource } from '../../../tools/stacks';
import { provisionWith } from '../../../tools/stand-in';
import { describeOnEngine, engineOfTest } from '../../helpers/engine';

const root = path.join(__dirname, '../../..');
/** The engine adds these by itself: a program registers none. */
const isDefaultProvider = ({ urn }: { urn: string }): boolean => /pulumi:providers:\w+::default/.test(urn);

/** The engine's state has secrets encrypted: only where they are can be compared. */
const withoutSecrets = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  if ('ciphertext' in value) return 'secret';
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]));
};
const sorted = (list: readonly string[] | null | undefined): string[] => [...(list ?? [])].sort();
const byProperty = (map: Record<string, string[] | null> | undefined): Record<string, string[]> =>
  Object.fromEntries(Object.entries(map ?? {}).map(([property, urns]) => [property, sorted(urns)]));

/** What the program of this test keeps secret. */
const SECRETS = /of-the-(component|provider|parameter|stack)|of-a-tag/;
const hidden = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(hidden);
  if (typeof value === 'string') return SECRETS.test(value) ? 'secret' : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hidden(inner)]));
};

/** Provider references end in an id that the engine makes up. */
const providerOf = (reference: string | undefined): string | undefined => {
  if (reference === undefined || reference === '' || /::default/.test(reference)) return undefined;
  return reference.slice(0, reference.lastIndexOf('::'));
};

const ofEngine = (one: ExportedResource) => ({
  type: one.type,
  custom: one.custom,
  parent: one.parent ?? '',
  protect: one.protect ?? false,
  provider: providerOf(one.provider),
  dependencies: sorted(one.dependencies),
  propertyDependencies: byProperty(one.propertyDependencies),
  ...(one.type.startsWith('pulumi:providers:')
    ? {}
    : {
        id: one.id ?? '',
        inputs: unwrap(withoutSecrets(one.inputs ?? {})),
        outputs: hidden(unwrap(withoutSecrets(one.outputs ?? {}))),
      }),
});

const withDeclaredSecrets = ({ outputs, options }: ProgramRun['resources'][number]): Record<string, unknown> => {
  const declared = new Set(options.additionalSecretOutputs);
  return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, declared.has(key) ? 'secret' : value]));
};

const ofMonitor = (one: ProgramRun['resources'][number]) => ({
  type: one.type,
  custom: one.custom,
  parent: one.parent,
  protect: one.options.protect,
  provider: providerOf(one.provider),
  dependencies: sorted(one.dependencies),
  propertyDependencies: byProperty(one.propertyDependencies),
  ...(one.type.startsWith('pulumi:providers:')
    ? {}
    : { id: one.id, inputs: hidden(one.inputs), outputs: hidden(withDeclaredSecrets(one)) }),
});

describeOnEngine('a program on the in-process monitor, beside the same on the engine', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'gl-test-monitor-'));
    await cp(path.join(root, 'test/fixtures/programs/graph'), path.join(folder, 'graph'), { recursive: true });
    await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('registers what the engine has in its state: types, parents, dependencies, inputs and outputs', async () => {
    const directory = path.join(folder, 'graph');
    const home = await engineHome(engineOfTest(), path.join(folder, 'home'));
    const place = { accountId: '111122223333', region: 'eu-west-1' };
    const up = await operate(
      { search: { engine: engineOfTest(), tried: [] }, homeDirectory: home.directory },
      { operation: 'up', stack: 'dev', directory },
    );
    expect(up.exitCode).toBe(0);
    const run = await runProgram({ directory, stack: 'dev', dryRun: false, provision: provisionWith(place) });
    expect(run.exitCode).toBe(0);
    const state = (await exportState(home, directory, 'dev')).filter((one) => !isDefaultProvider(one));
    const engine = Object.fromEntries(state.map((one) => [one.urn, ofEngine(one)]));
    const monitor = Object.fromEntries(run.resources.map((one) => [one.urn, ofMonitor(one)]));
    expect(state.length).toBe(10);
    expect(monitor).toEqual(engine);
  }, 120_000);
});
