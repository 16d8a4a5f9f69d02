import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { engineHome } from '../../../tools/engine';
import { exportState, operate, type Operation, type StackTools } from '../../../tools/stacks';
import { describeOnEngine, engineOfTest } from '../../helpers/engine';

const root = path.join(__dirname, '../../..');

const program = (name: string, options: string): string => `
import { LogBucket } from ${JSON.stringify(path.join(root, 'components'))};
const placement = { region: 'eu-west-1', accountId: '111122223333' };
new LogBucket('${name}', { bucketName: 'the-logs', placement, sourceBuckets: ['artifacts'] }, ${options});
`;

describeOnEngine('a component that is up, on the Pulumi engine', () => {
  let folder: string;
  let directory: string;
  let tools: StackTools;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'gl-test-rename-'));
    directory = path.join(folder, 'small');
    await cp(path.join(root, 'test/fixtures/programs/small'), directory, { recursive: true });
    await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    tools = { search: { engine: engineOfTest(), tried: [] }, homeDirectory: path.join(folder, 'home') };
    expect((await run('up', 'logs', '{}')).exitCode).toBe(0);
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const run = async (operation: Operation, name: string, options: string) => {
    await writeFile(path.join(directory, 'index.ts'), program(name, options));
    return operate(tools, { operation, stack: 'dev', directory });
  };

  test('keeps its children under a new name with an alias, and without one would lose a protected bucket', async () => {
    const renamed = await run('preview', 'deliveries', "{ aliases: [{ name: 'logs' }] }");
    expect(renamed.exitCode).toBe(0);
    const aws = renamed.steps.filter(({ type }) => type.startsWith('aws:'));
    expect(aws.length).toBeGreaterThan(5);
    expect(aws.filter(({ operation }) => operation !== 'same')).toEqual([]);
    const lost = await run('preview', 'deliveries', '{}');
    expect(lost.exitCode).toBe(1);
    expect(lost.text).toMatch(/protect/);
  }, 60_000);

  test('shows what a transform of its owner does to one child, and no other change', async () => {
    const halved = `{ transforms: [({ type, props, opts }) => {
      if (!type.endsWith(':BucketLifecycleConfiguration')) return undefined;
      const rules = (props['rules'] as object[]).map((rule) => ('expiration' in rule ? { ...rule, expiration: { days: 31 } } : rule));
      return { props: { ...props, rules }, opts };
    }] }`;
    const { exitCode, steps } = await run('preview', 'logs', halved);
    expect(exitCode).toBe(0);
    expect(
      steps
        .filter(({ operation }) => operation !== 'same')
        .map(({ operation, urn, changed }) => [operation, urn.split('::').at(-1), changed]),
    ).toEqual([['update', 'logs-lifecycle', ['rules']]]);
  }, 60_000);

  test('has in its state, once it was brought up under a new name, that name and parent alone', async () => {
    const before = await exportState(await engineHome(engineOfTest(), path.join(folder, 'home')), directory, 'dev');
    expect((await run('up', 'deliveries', "{ aliases: [{ name: 'logs' }] }")).exitCode).toBe(0);
    const after = await exportState(await engineHome(engineOfTest(), path.join(folder, 'home')), directory, 'dev');
    const aws = (state: typeof after) => state.filter(({ type }) => type.startsWith('aws:'));
    expect(aws(after).map(({ id }) => id)).toEqual(aws(before).map(({ id }) => id));
    for (const { urn, parent } of aws(after)) {
      expect(urn).toMatch(/::deliveries-/);
      expect(parent).toMatch(/:LogBucket::deliveries$/);
    }
  }, 60_000);
});
