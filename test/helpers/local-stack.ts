import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { runTimeOf } from '../../tools/local-stack/run-time';
import type { LocalServices } from '../../tools/services';
import type { LocalTargets } from '../../tools/stand-in';
import { operate, type Operation, type StackResult, type StackTools } from '../../tools/stacks';

const root = path.join(__dirname, '../..');
/** Types that are provisioned on real servers. */
export const AWS_OR_POSTGRESQL = /^(aws|postgresql):/;

/**
 * A local stack of its own on running services.
 *
 * @param options.folder - its state lies below
 * @param options.takes - what of a type's inputs the S3 server takes
 */
export async function localStackOn(
  services: LocalServices,
  options: { folder: string; search: StackTools['search']; takes?: LocalTargets['s3']['takes'] },
) {
  const { folder, search, takes } = options;
  const suffix = randomBytes(5).toString('hex');
  const directory = await mkdtemp(path.join(folder, 'stack-'));
  const names = { bucketName: `gl-test-${suffix}`, databaseName: `gl_test_${suffix}`, directory };
  const runTime = await runTimeOf(services, names);
  const { s3 } = runTime.targets;
  const targets = { ...runTime.targets, s3: { ...s3, ...(takes && { takes }) } };
  const tools = { search, homeDirectory: path.join(directory, 'pulumi') };
  const run = (operation: Operation): Promise<StackResult> =>
    operate(tools, { operation, stack: 'local', directory: root, ...runTime, targets });
  return { names, run };
}

/** What became of the resources on real servers, each outcome once. */
export const operationsOf = (steps: StackResult['steps']): string[] => [
  ...new Set(steps.filter(({ type }) => AWS_OR_POSTGRESQL.test(type)).map(({ operation }) => operation)),
];
