import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { version } from '../../../package.json';
import { finished, runCli, runLimited, spawnCli } from '../../helpers/cli';
import { flipStoredByte } from '../../helpers/corrupt';
import { openTestStore, recoverCompletely, startAttempt, unknownVersions, type TestStore } from '../../helpers/store';

let store: TestStore;
let env: Record<string, string>;
let file: string;
const body = randomBytes(20_000);

const cli = (...args: string[]) => runCli(args, env);

beforeAll(async () => {
  store = await openTestStore();
  const config = path.join(store.directory, 'config.json');
  await writeFile(config, JSON.stringify(store.config));
  env = { GL_ARTIFACTS_CONFIG: config, GL_ARTIFACTS_TENANT: 'acme' };
  file = path.join(store.directory, 'report.bin');
  await writeFile(file, body);
});
afterAll(() => store.close());

describe('storing and reading', () => {
  test('a file gets a run of its own that is closed, and comes back byte for byte', async () => {
    const put = await cli('put', file, '--media-type', 'text/plain');
    expect(put).toMatchObject({ code: 0, stderr: '' });
    const document = put.lines[0]!;
    expect(document).toMatchObject({ name: 'report.bin', size_bytes: 20_000, media_type: 'text/plain' });
    const id = document['artifact_id'] as string;
    const { rows } = await store.sql.query('select state from run where run_id = $1', [
      (document['producer'] as { run_id: string }).run_id,
    ]);
    expect(rows).toEqual([{ state: 'SUCCEEDED' }]);

    const target = path.join(store.directory, 'back.bin');
    expect((await cli('get', id, '-o', target)).lines[0]).toMatchObject({ file: target, sha256: document['sha256'] });
    expect(await readFile(target)).toEqual(body);
    expect((await cli('get', id, '-o', '-')).stdout).toEqual(body);
    expect((await cli('verify', id)).lines).toEqual([expect.objectContaining({ sha256: document['sha256'] })]);
    expect((await cli('stat', document['uri'] as string)).lines).toEqual([document]);
  });

  test('standard input is stored under the name that is given', async () => {
    const put = await runCli(['put', '-', '--name', 'shop.sql'], env, body);
    expect(put.lines[0]).toMatchObject({ name: 'shop.sql', size_bytes: 20_000 });
  });

  test('an artifact of a running step names its inputs, and lineage goes both ways', async () => {
    const source = (await cli('put', file)).lines[0]!['artifact_id'] as string;
    const { runId, step, attempt } = await startAttempt(store.acme, 'clean');
    const at = ['--run', runId, '--step', step, '--attempt', String(attempt)];
    const made = await cli('put', file, '--name', 'clean.bin', '--input', source, ...at);
    const id = made.lines[0]!['artifact_id'] as string;
    const ids = (graph: Record<string, unknown>) =>
      (graph['nodes'] as { artifact: { artifact_id: string } }[]).map((n) => n.artifact.artifact_id);
    expect(ids((await cli('lineage', id)).lines[0]!)).toEqual([id, source]);
    expect(ids((await cli('lineage', source, '--downstream')).lines[0]!)).toEqual([source, id]);
    expect((await cli('ls', '--run', runId)).lines.map((l) => l['artifact_id'])).toEqual([id]);
  });

  test('a listing that is longer than its limit says how to go on', async () => {
    const first = await cli('ls', '--limit', '1');
    expect(first.lines).toHaveLength(2);
    const next = await cli('ls', '--limit', '1', '--cursor', first.lines[1]!['cursor'] as string);
    expect(next.lines[0]!['artifact_id']).not.toBe(first.lines[0]!['artifact_id']);
  });
});

describe('exit codes', () => {
  test.each([
    [['ls', '--tenant', 'ACME!'], 2, 'INVALID_INPUT'],
    [['put', 'x', '--run', 'run_1'], 2, 'INVALID_INPUT'],
    [['put', '/dev/null/nothing'], 1, 'LOCAL_IO'],
    [['stat', 'art_0000'], 3, 'NOT_FOUND'],
    [['ls', '--tenant', 'nobody'], 3, 'NOT_FOUND'],
    [['ls', '--config', '{}'], 2, 'INVALID_CONFIG'],
  ])('%j ends with %i and one line of JSON with the code %s', async (args, code, error) => {
    const result = await cli(...args);
    expect(result.code).toBe(code);
    expect(JSON.parse(result.stderr)).toMatchObject({ error });
    expect(result.stdout).toHaveLength(0);
  });

  test('a missing configuration, an unknown option and a number that is none are usage errors', async () => {
    expect(await runCli(['ls'], {})).toMatchObject({ code: 2, stderr: expect.stringContaining('GL_ARTIFACTS_CONFIG') });
    expect(await cli('ls', '--nonsense')).toMatchObject({ code: 2 });
    expect(await cli('ls', '--limit', '0')).toMatchObject({ code: 2 });
    expect(await cli('put', file, '--folder', '../globex')).toMatchObject({ code: 2 });
  });

  test('changed bytes end with 4, and the file never gets its name', async () => {
    const put = (await runCli(['put', '-', '--name', 'changed.bin'], env, randomBytes(20_011))).lines[0]!;
    expect(await flipStoredByte(store.services.directory, 20_011)).toBeGreaterThan(0);
    const target = path.join(store.directory, 'changed.bin');
    const id = put['artifact_id'] as string;
    for (const args of [
      ['verify', id],
      ['get', id, '-o', target],
    ]) {
      const result = await cli(...args);
      expect(result).toMatchObject({ code: 4, stdout: Buffer.alloc(0) });
      expect(JSON.parse(result.stderr)).toMatchObject({ error: 'INTEGRITY', retryable: false });
    }
    expect((await readdir(store.directory)).filter((name) => name.includes('changed'))).toEqual([]);
  });

  test('a disk that takes no more ends with LOCAL_IO, and nothing is left there', async () => {
    const id = (await cli('put', file, '--name', 'full.bin')).lines[0]!['artifact_id'] as string;
    const target = path.join(store.directory, 'full.bin');
    const result = await runLimited(4, ['get', id, '-o', target], env);
    expect(result.code).toBe(1);
    expect(JSON.parse(result.stderr)).toMatchObject({ error: 'LOCAL_IO', message: expect.stringContaining(target) });
    expect((await readdir(store.directory)).filter((name) => name.includes('full'))).toEqual([]);
  });

  test('Ctrl-C in the middle of a put ends with 130, and nothing unknown stays', async () => {
    const child = spawnCli(['put', '-', '--name', 'half.bin'], env);
    child.stdin.on('error', () => undefined);
    child.stdin.write(body);
    const running = async () =>
      (await store.sql.query(`select 1 from step_attempt where agent = 'gl-artifacts.cli' and state = 'RUNNING'`)).rows;
    const ended = finished(child);
    while (child.exitCode === null && (await running()).length === 0) await new Promise((r) => setTimeout(r, 20));
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130, lines: [] });
    await recoverCompletely(store);
    expect(await unknownVersions(store)).toEqual([]);
  });

  test('a reader that has read enough is no error', async () => {
    const child = spawnCli(['ls'], env);
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(code).toBe(0);
  });
});

describe('administration', () => {
  test('a tenant is added once, and the schema has nothing to do', async () => {
    expect((await cli('tenant', 'add', 'acme')).lines).toEqual([{ tenant: 'acme', outcome: 'unchanged' }]);
    expect((await cli('tenant', 'ls')).lines.map((l) => l['tenant'])).toEqual(['acme', 'globex']);
    expect((await cli('schema', 'up')).lines).toEqual([expect.objectContaining({ applied: [] })]);
  });

  test('a backend probe names each behaviour', async () => {
    const { code, lines } = await cli('backend', 'probe');
    expect(code).toBe(0);
    expect((lines[0]!['checks'] as { passed: boolean }[]).every((c) => c.passed)).toBe(true);
  });

  test('help has examples and exit codes, and the version is the package’s', async () => {
    expect((await cli('--help')).stdout.toString()).toContain('Exit codes: 0 done');
    expect((await cli('put', '--help')).stdout.toString()).toContain('Examples:');
    expect((await cli('--version')).stdout.toString().trim()).toBe(version);
  });
});
