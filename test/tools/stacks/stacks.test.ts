import { cp, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { engineHome } from '../../../tools/engine';
import { exportState, operate, type Operation, type StackOptions, type StackTools } from '../../../tools/stacks';
import { describeOnEngine, engineOfTest } from '../../helpers/engine';

const root = path.join(__dirname, '../../..');
const program = path.join(root, 'test/fixtures/programs/small');

let folder: string;
let directory: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'gl-test-stacks-'));
  directory = path.join(folder, 'small');
  await cp(program, directory, { recursive: true });
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const operationsOf = (steps: readonly { type: string; operation: string }[]): string[] =>
  steps
    .filter(({ type }) => type.startsWith('aws:'))
    .map(({ type, operation }) => `${operation} ${type.split(':').at(-1)}`)
    .sort();

describeOnEngine('a stack on the Pulumi engine', () => {
  let tools: StackTools;
  beforeAll(() => {
    tools = { search: { engine: engineOfTest(), tried: [] }, homeDirectory: path.join(folder, 'home') };
  });
  const run = (operation: Operation, more: Partial<StackOptions> = {}) =>
    operate(tools, { operation, stack: 'dev', directory, ...more });

  test('is previewed, brought up, and then has nothing to change', async () => {
    const created = ['create Bucket', 'create BucketVersioning', 'create Parameter'];
    const preview = await run('preview');
    expect(preview).toMatchObject({ how: 'engine', exitCode: 0, notShown: [] });
    expect(operationsOf(preview.steps)).toEqual(created);
    const up = await run('up');
    expect(operationsOf(up.steps)).toEqual(created);
    expect(up.outputs).toEqual({ bucketName: 'small-bucket', bucketArn: 'arn:aws:s3:::small-bucket' });
    const again = await run('preview');
    expect(operationsOf(again.steps)).toEqual(['same Bucket', 'same BucketVersioning', 'same Parameter']);
  }, 120_000);

  test('shows a changed input as an update, and one that AWS cannot change as a replacement', async () => {
    const updated = await run('preview', { config: { 'small:versioned': false } });
    expect(updated.steps.find(({ type }) => type.endsWith(':BucketVersioning'))).toMatchObject({
      operation: 'update',
      changed: ['versioningConfiguration'],
    });
    const source = path.join(directory, 'index.ts');
    const text = await readFile(source, 'utf8');
    await writeFile(source, text.replace("name: 'p'", "name: 'q'"));
    const replaced = await run('preview');
    await writeFile(source, text);
    expect(replaced.steps.find(({ type }) => type.endsWith(':Parameter'))).toMatchObject({
      operation: 'replace',
      changed: ['name'],
    });
  }, 120_000);

  test('fails on a type whose behaviour nobody has looked up, instead of guessing', async () => {
    const source = path.join(directory, 'index.ts');
    const text = await readFile(source, 'utf8');
    await writeFile(source, `${text}new aws.s3.BucketAcl('acl', { bucket: 'small-bucket', acl: 'private' });\n`);
    const refused = await run('preview');
    await writeFile(source, text);
    expect(refused.exitCode).toBe(1);
    expect(refused.text).toMatch(/unjudged: aws:s3\/bucketAcl:BucketAcl/);
  }, 60_000);

  test('exports its state: parents, dependencies and protection as the program has them', async () => {
    const home = await engineHome(engineOfTest(), tools.homeDirectory);
    const state = await exportState(home, directory, 'dev');
    const of = (kind: string) => state.find(({ type }) => type.endsWith(`:${kind}`))!;
    expect(of('Bucket')).toMatchObject({ protect: true, parent: of('Store').urn, id: 'small-bucket' });
    expect(of('BucketVersioning').propertyDependencies).toMatchObject({ bucket: [of('Bucket').urn] });
    expect(of('Parameter').dependencies).toEqual([of('Bucket').urn]);
    for (const { type, inputs } of state.filter((r) => r.type.startsWith('aws:')))
      expect([type, inputs?.['region']]).toEqual([type, 'eu-west-1']);
    expect(JSON.stringify(state)).not.toContain('planted');
  }, 60_000);

  test('refuses to destroy what is protected', async () => {
    const refused = await run('destroy');
    expect(refused.exitCode).toBe(1);
    expect(refused.text).toMatch(/cannot be deleted\s+because it is protected/);
  }, 60_000);

  test('leaves the committed stack file as it is, and keeps its own place to its owner', async () => {
    expect(await readFile(path.join(directory, 'Pulumi.dev.yaml'), 'utf8')).toBe(
      await readFile(path.join(program, 'Pulumi.dev.yaml'), 'utf8'),
    );
    expect((await stat(path.join(tools.homeDirectory, 'passphrase'))).mode & 0o077).toBe(0);
  });
});

describe('a stack without an engine', () => {
  const tools = { search: { engine: undefined, tried: ['pulumi on the PATH: there is none'] }, homeDirectory: '' };
  const run = (operation: Operation) => operate(tools, { operation, stack: 'dev', directory });

  test('is previewed in process, and says what that does not show', async () => {
    const preview = await run('preview');
    expect(preview).toMatchObject({ how: 'in-process', exitCode: 0 });
    expect(operationsOf(preview.steps)).toEqual(['create Bucket', 'create BucketVersioning', 'create Parameter']);
    expect(preview.notShown.join()).toMatch(/drift/);
  }, 60_000);

  test('is not destroyed: what was tried for an engine is said', async () => {
    await expect(run('destroy')).rejects.toThrow(/needs the Pulumi engine[^]*pulumi on the PATH: there is none/);
  });
});
