import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runProgram, StackFileError, UNKNOWN, type PlannedResource, type ProgramRun } from '../../../tools/monitor';

const directory = path.join(__dirname, '../../fixtures/programs/small');
const provision = ({ type, name, inputs, dryRun }: PlannedResource) =>
  Promise.resolve({ id: `${name}-id`, outputs: { ...inputs, arn: dryRun ? UNKNOWN : `arn:of:${type}:${name}` } });
const of = (run: ProgramRun, name: string) => run.resources.find((r) => r.name === name && r.custom)!;

describe('a program on the in-process monitor', () => {
  let planned: ProgramRun;
  let made: ProgramRun;
  beforeAll(async () => {
    planned = await runProgram({ directory, stack: 'dev', dryRun: true, provision });
    made = await runProgram({ directory, stack: 'dev', dryRun: false, provision });
  }, 120_000);

  test('registers its resources with the URNs that the engine would give them', () => {
    expect(made.exitCode).toBe(0);
    expect(
      made.resources
        .filter((r) => !r.type.startsWith('pulumi:'))
        .map((r) => r.urn)
        .sort(),
    ).toEqual([
      'urn:pulumi:dev::small::small:index:Store$aws:s3/bucket:Bucket::artifacts',
      'urn:pulumi:dev::small::small:index:Store$aws:s3/bucketVersioning:BucketVersioning::artifacts-versioning',
      'urn:pulumi:dev::small::small:index:Store$aws:ssm/parameter:Parameter::artifacts-parameter',
      'urn:pulumi:dev::small::small:index:Store::artifacts',
    ]);
  });

  test('has the values of its stack file, structured ones too', () => {
    expect(of(made, 'artifacts').inputs['tags']).toEqual({ owners: 'acme globex' });
    expect(of(made, 'artifacts-versioning').inputs['versioningConfiguration']).toEqual({ status: 'Enabled' });
  });

  test('is told apart by what depends on what, and by which property', () => {
    const bucket = of(made, 'artifacts');
    const versioning = of(made, 'artifacts-versioning');
    expect(versioning.propertyDependencies).toMatchObject({ bucket: [bucket.urn] });
    expect(versioning.parent).toBe('urn:pulumi:dev::small::small:index:Store::artifacts');
    expect(of(made, 'artifacts-parameter').dependencies).toEqual([bucket.urn]);
    expect(bucket.options.protect).toBe(true);
    expect(versioning.options.protect).toBe(false);
  });

  test('knows after creation what it does not know before', () => {
    expect(of(planned, 'artifacts-versioning').inputs['bucket']).toBe(UNKNOWN);
    expect(of(made, 'artifacts-versioning').inputs['bucket']).toBe('artifacts-id');
    expect(of(planned, 'artifacts-parameter').inputs['description']).toBe(UNKNOWN);
    expect(planned.outputs).toMatchObject({ bucketName: 'small-bucket', bucketArn: UNKNOWN });
    expect(made.outputs).toEqual({ bucketName: 'small-bucket', bucketArn: 'arn:of:aws:s3/bucket:Bucket:artifacts' });
  });

  test('has its secrets marked, and passed on unwrapped as an analyzer gets them', () => {
    expect(of(made, 'artifacts-parameter').secretInputs).toEqual(['value']);
    expect(of(made, 'artifacts-parameter').inputs['value']).toBe('planted');
    expect(JSON.stringify(made.log)).not.toContain('planted');
  });

  test('fails with its own words', async () => {
    const run = await runProgram({ directory, stack: 'dev', dryRun: true, provision, env: { SMALL_FAILS: '1' } });
    expect(run.exitCode).not.toBe(0);
    expect(run.log.map((l) => l.message).join('\n')).toContain('the program’s own words');
  }, 60_000);

  test('starts without a look at its types: npm run check has that', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'gl-test-program-'));
    await writeFile(path.join(folder, 'Pulumi.yaml'), 'name: small\nruntime: nodejs\nmain: index.ts\n');
    await writeFile(path.join(folder, 'Pulumi.dev.yaml'), 'config: {}\n');
    await writeFile(path.join(folder, 'index.ts'), `export const no: number = 'a text';\n`);
    const run = await runProgram({ directory: folder, stack: 'dev', dryRun: true });
    await rm(folder, { recursive: true });
    expect([run.exitCode, run.outputs]).toEqual([0, { no: 'a text' }]);
  }, 60_000);

  test('fails where a resource cannot be provisioned, and says why', async () => {
    const refuse = () => Promise.reject(new Error('the server answered 403'));
    const run = await runProgram({ directory, stack: 'dev', dryRun: false, provision: refuse });
    expect(run.exitCode).not.toBe(0);
    expect(run.log.map((l) => l.message).join('\n')).toContain('the server answered 403');
  }, 60_000);
});

describe('a stack file', () => {
  let folder: string;
  const run = (configFile: string) => runProgram({ directory, stack: 'dev', configFile, dryRun: true });
  const file = async (text: string): Promise<string> => {
    const name = path.join(folder, 'Pulumi.x.yaml');
    await writeFile(name, text);
    return name;
  };
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'gl-test-stack-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each([
    ['is not there', () => Promise.resolve('/nowhere/Pulumi.yaml'), /cannot be read/],
    ['is no YAML', () => file('config: [unclosed'), /is no YAML/],
    ['is no mapping', () => file('- a\n- b\n'), /is no mapping/],
    ['has a list where keys belong', () => file('config:\n  - a\n'), /`config` is no mapping/],
    ['has a secret', () => file('config:\n  small:token:\n    secure: v1:abc\n'), /small:token is encrypted/],
  ])('that %s is refused by name', async (_what, make, message) => {
    const refused = run(await make());
    await expect(refused).rejects.toBeInstanceOf(StackFileError);
    await expect(run(await make())).rejects.toThrow(message);
  });
});
