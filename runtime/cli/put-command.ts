import path from 'node:path';
import { Option, type Command } from 'commander';
import { version } from '../../package.json';
import type { ArtifactDocument } from '../artifacts/document';
import { InvalidInputError } from '../errors';
import type { TenantArtifacts } from '../open';
import type { StepRef } from '../runs/step-ref';
import type { Output } from './output';
import { collect, integer } from './parse';
import { withTenant } from './session';

interface PutOptions {
  run?: string;
  step?: string;
  attempt: number;
  name?: string;
  folder: 'inputs' | 'outputs';
  mediaType?: string;
  input: string[];
  retention?: string;
  supersede?: boolean;
}

const HELP_AFTER = `
Without --run the file gets a run of its own, with one step named put, which is closed when the file is stored.

Examples:
  gl-artifacts put report.pdf
  gl-artifacts put report.pdf --run run_xyz --step report --attempt 2 --input art_…
  pg_dump shop | gl-artifacts put - --name shop.sql`;

/** `put`. */
export function registerPutCommand(program: Command, output: Output): void {
  program
    .command('put <file>')
    .description('store a file (- for standard input)')
    .option('--run <id>', 'run that it belongs to')
    .option('--step <name>', 'running step of that run')
    .option('--attempt <n>', 'attempt of the step', integer, 1)
    .option('--name <name>', 'name of the artifact (default: the name of the file)')
    .addOption(new Option('--folder <folder>', 'folder of the step').choices(['inputs', 'outputs']).default('outputs'))
    .option('--media-type <type>', 'media type')
    .option('--input <artifact>', 'id of an artifact it was made from; repeat for more', collect, [])
    .option('--retention <class>', 'retention class')
    .option('--supersede', 'replace an artifact of a succeeded attempt by a new version')
    .addHelpText('after', HELP_AFTER)
    .action(async (file: string, options: PutOptions, command: Command) => {
      const at = stepOf(options);
      const bar = output.progress('put');
      const { mediaType, retention, supersede } = options;
      const put = (tenant: TenantArtifacts, step: StepRef): Promise<ArtifactDocument> =>
        tenant.put({
          step,
          name: options.name ?? path.basename(file),
          folder: options.folder,
          body: file === '-' ? (process.stdin as AsyncIterable<Uint8Array>) : { file },
          inputs: options.input,
          ...(mediaType === undefined ? {} : { mediaType }),
          ...(retention === undefined ? {} : { retentionClass: retention }),
          ...(supersede === undefined ? {} : { supersede }),
          onProgress: ({ sentBytes, totalBytes }) => bar.update(sentBytes, totalBytes),
          signal: output.signal,
        });
      const document = await withTenant(command, (tenant) =>
        at === undefined ? inRunOfItsOwn(tenant, (step) => put(tenant, step)) : put(tenant, at),
      ).finally(() => bar.stop());
      output.print(document);
    });
}

const stepOf = ({ run, step, attempt }: PutOptions): StepRef | undefined => {
  if (run !== undefined && step !== undefined) return { runId: run, step, attempt };
  if (run === undefined && step === undefined) return undefined;
  const [path, other] = run === undefined ? ['--run', '--step'] : ['--step', '--run'];
  const rule = `is needed with ${other}`;
  throw new InvalidInputError([{ path, value: 'nothing', rule, fix: `pass ${path} too, or leave ${other} out` }]);
};

const inRunOfItsOwn = async (
  tenant: TenantArtifacts,
  work: (step: StepRef) => Promise<ArtifactDocument>,
): Promise<ArtifactDocument> => {
  const { runId } = await tenant.runs.start();
  try {
    const step = await tenant.steps.start({ runId, step: 'put', agent: 'gl-artifacts.cli', agentVersion: version });
    const document = await work(step);
    await tenant.steps.finish(step);
    await tenant.runs.close({ runId, state: 'SUCCEEDED' });
    return document;
  } catch (error) {
    // The first error is the one to report; the run stays open for a database that is gone.
    await tenant.runs.close({ runId, state: 'FAILED' }).catch(() => undefined);
    throw error;
  }
};
