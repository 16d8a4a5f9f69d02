import path from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { ArtifactDocument } from '../artifacts/document';
import type { Output } from './output';
import { withTenant } from './session';
import { lineageTree } from './tree';

const integer = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('expected a whole number of at least 1');
  return value;
};

const collect = (value: string, previous: string[]): string[] => [...previous, value];

const line = (a: ArtifactDocument): string =>
  `${a.artifact_id}  ${a.size_bytes.toString().padStart(12)}  ${a.created_at}  ${a.producer.run_id}/${a.producer.step}/${a.folder}/${a.name}`;

interface PutOptions {
  run: string;
  step: string;
  attempt: number;
  name?: string;
  folder: 'inputs' | 'outputs';
  mediaType?: string;
  input: string[];
  retention?: string;
  supersede?: boolean;
}

/** `put get ls stat lineage verify`. */
export function registerArtifactCommands(program: Command, output: Output): void {
  program
    .command('put <file>')
    .description('store a file (- for standard input) as an artifact of a running step')
    .requiredOption('--run <id>', 'run')
    .requiredOption('--step <name>', 'step')
    .option('--attempt <n>', 'attempt of the step', integer, 1)
    .option('--name <name>', 'name of the artifact (default: the name of the file)')
    .option('--folder <folder>', 'inputs or outputs', 'outputs')
    .option('--media-type <type>', 'media type')
    .option('--input <artifact>', 'artifact it was made from; repeat for more', collect, [])
    .option('--retention <class>', 'retention class')
    .option('--supersede', 'replace an artifact of a succeeded attempt by a new version')
    .action(async (file: string, options: PutOptions, command: Command) => {
      const bar = output.progress('put');
      const { run, step, attempt, mediaType, retention, supersede } = options;
      const document = await withTenant(command, (tenant) =>
        tenant.put({
          step: { runId: run, step, attempt },
          name: options.name ?? path.basename(file),
          folder: options.folder,
          body: file === '-' ? (process.stdin as AsyncIterable<Uint8Array>) : { file },
          inputs: options.input,
          ...(mediaType === undefined ? {} : { mediaType }),
          ...(retention === undefined ? {} : { retentionClass: retention }),
          ...(supersede === undefined ? {} : { supersede }),
          onProgress: ({ sentBytes, totalBytes }) => bar.update(sentBytes, totalBytes),
        }),
      ).finally(() => bar.stop());
      output.print(document);
    });

  program
    .command('get <artifact>')
    .description('read an artifact, verified to its last byte; the file gets its name only then')
    .option('-o, --output <file>', 'where to (default: the artifact’s name; - for standard output)')
    .action(async (reference: string, options: { output?: string }, command: Command) => {
      await withTenant(command, async (tenant) => {
        if (options.output === '-') {
          for await (const chunk of await tenant.open(reference)) {
            if (!process.stdout.write(chunk as Buffer))
              await new Promise((resolve) => process.stdout.once('drain', resolve));
          }
          return;
        }
        const bar = output.progress('get');
        const toFile = options.output ?? (await tenant.stat(reference)).name;
        const document = await tenant
          .get(reference, { toFile, onProgress: (p) => bar.update(p.readBytes, p.totalBytes) })
          .finally(() => bar.stop());
        output.print({ file: toFile, ...document }, `${toFile}  sha256:${document.sha256}`);
      });
    });

  program
    .command('ls')
    .description('list artifacts, oldest first')
    .option('--run <id>', 'of this run')
    .option('--step <name>', 'of this step')
    .option('--all', 'superseded ones too')
    .option('--limit <n>', 'at most this many', integer, 100)
    .option('--cursor <id>', 'go on after this artifact')
    .action(
      async (
        options: { run?: string; step?: string; all?: boolean; limit: number; cursor?: string },
        command: Command,
      ) => {
        const { artifacts, cursor } = await withTenant(command, (tenant) =>
          tenant.list({
            ...(options.run === undefined ? {} : { runId: options.run }),
            ...(options.step === undefined ? {} : { step: options.step }),
            ...(options.cursor === undefined ? {} : { cursor: options.cursor }),
            state: options.all === true ? 'ANY' : 'LIVE',
            limit: options.limit,
          }),
        );
        for (const artifact of artifacts) output.print(artifact, line(artifact));
        if (cursor !== undefined) output.print({ cursor }, `more: --cursor ${cursor}`);
      },
    );

  program
    .command('stat <artifact>')
    .description('show the metadata document of an artifact (an id or an s3:// URI)')
    .action(async (reference: string, _options: unknown, command: Command) => {
      output.print(await withTenant(command, (tenant) => tenant.stat(reference)));
    });

  program
    .command('lineage <artifact>')
    .description('show what an artifact was made from, or what was made from it')
    .option('--downstream', 'what was made from it')
    .option('--max-depth <n>', 'levels', integer)
    .option('--max-nodes <n>', 'artifacts', integer)
    .action(
      async (
        reference: string,
        options: { downstream?: boolean; maxDepth?: number; maxNodes?: number },
        command: Command,
      ) => {
        const { downstream, ...limits } = options;
        const graph = await withTenant(command, (tenant) =>
          downstream === true
            ? tenant.lineage.downstream(reference, limits)
            : tenant.lineage.upstream(reference, limits),
        );
        output.print(graph, lineageTree(graph));
      },
    );

  program
    .command('verify <artifact...>')
    .description('read artifacts again and compare them with what was recorded')
    .action(async (references: string[], _options: unknown, command: Command) => {
      await withTenant(command, async (tenant) => {
        for (const reference of references) {
          const bar = output.progress('verify');
          const seen = await tenant
            .verify(reference, { onProgress: (p) => bar.update(p.readBytes, p.totalBytes) })
            .finally(() => bar.stop());
          output.print(seen, `${seen.artifact_id}  ok  sha256:${seen.sha256}`);
        }
      });
    });
}
