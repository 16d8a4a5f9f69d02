import type { Command } from 'commander';
import type { ArtifactDocument } from '../artifacts/document';
import type { Output } from './output';
import { integer } from './parse';
import { registerPutCommand } from './put-command';
import { withTenant } from './session';
import { lineageTree } from './tree';

const line = (a: ArtifactDocument): string =>
  `${a.artifact_id}  ${a.size_bytes.toString().padStart(12)}  ${a.created_at}  ${a.producer.run_id}/${a.producer.step}/${a.folder}/${a.name}`;

/** `put get ls stat lineage verify`. */
export function registerArtifactCommands(program: Command, output: Output): void {
  registerPutCommand(program, output);

  program
    .command('get <artifact>')
    .description('read an artifact, verified to its last byte; the file gets its name only then')
    .option('-o, --output <file>', 'where to (default: the artifact’s name; - for standard output)')
    .action(async (reference: string, options: { output?: string }, command: Command) => {
      await withTenant(command, async (tenant) => {
        if (options.output === '-') {
          for await (const chunk of await tenant.open(reference, { signal: output.signal })) {
            if (!process.stdout.write(chunk as Buffer))
              await new Promise((resolve) => process.stdout.once('drain', resolve));
          }
          return;
        }
        const bar = output.progress('get');
        const toFile = options.output ?? (await tenant.stat(reference)).name;
        const document = await tenant
          .get(reference, { toFile, signal: output.signal, onProgress: (p) => bar.update(p.readBytes, p.totalBytes) })
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
            .verify(reference, { signal: output.signal, onProgress: (p) => bar.update(p.readBytes, p.totalBytes) })
            .finally(() => bar.stop());
          output.print(seen, `${seen.artifact_id}  ok  sha256:${seen.sha256}`);
        }
      });
    });
}
