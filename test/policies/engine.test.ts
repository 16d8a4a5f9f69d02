import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { operate, type Operation, type StackTools } from '../../tools/stacks';
import { describeOnEngine, engineOfTest } from '../helpers/engine';

const root = path.join(__dirname, '../..');

describeOnEngine('a policy of a bucket that is not known before up, on the Pulumi engine', () => {
  let home: string;
  let tools: StackTools;
  beforeAll(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'gl-test-policies-'));
    tools = { search: { engine: engineOfTest(), tried: [] }, homeDirectory: home };
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  const run = async (operation: Operation, latePolicy: 'right' | 'wrong', control?: string) => {
    const result = await operate(tools, {
      operation,
      stack: 'eu',
      directory: path.join(root, 'test/fixtures/programs/baseline'),
      packs: [path.join(root, 'policies')],
      config: {
        'baseline:latePolicy': latePolicy,
        ...(control === undefined ? {} : { 'weakened-stack:control': control }),
      },
    });
    const words = result.policy.map(({ policy, level, urn }) => `${level} ${policy} ${urn.split('::').at(-1)}`);
    return { ...result, words: words.sort() };
  };
  const DENYING = ['s3-bucket-tls-min-version', 's3-bucket-tls-required', 's3-bucket-upload-encryption'];
  const OPEN = [
    's3-bucket-cross-account-actions',
    's3-bucket-no-public-principal',
    's3-bucket-policy-no-lockout',
    ...DENYING,
  ];

  test('is unverifiable at preview, which passes, and takes no other finding with it', async () => {
    const preview = await run('preview', 'wrong');
    expect([preview.how, preview.exitCode, preview.words]).toEqual([
      'engine',
      0,
      OPEN.map((policy) => `advisory ${policy} home-policy`),
    ]);
    for (const { message } of preview.policy)
      expect(message).toMatch(/unverifiable: policy is not known; `pulumi up` judges/);
    const both = await run('preview', 'right', 's3-public-access-block');
    expect(both.exitCode).toBe(1);
    expect(both.words).toEqual([
      ...OPEN.map((policy) => `advisory ${policy} home-policy`),
      'mandatory s3-public-access-block home-public',
    ]);
  }, 120_000);

  test('is refused at up before it is created when it is wrong, and passes when it is right', async () => {
    const wrong = await run('up', 'wrong');
    expect(wrong.exitCode).toBe(1);
    expect(wrong.words.filter((word) => word.startsWith('mandatory'))).toEqual(
      DENYING.map((policy) => `mandatory ${policy} home-policy`),
    );
    expect(wrong.steps.some(({ urn }) => urn.endsWith('::home-policy'))).toBe(false);
    const right = await run('up', 'right');
    expect([right.exitCode, right.words]).toEqual([0, []]);
  }, 120_000);
});
