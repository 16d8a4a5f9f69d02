import { Command } from 'commander';
import { version } from '../../package.json';
import { registerAdminCommands } from './admin-commands';
import { registerArtifactCommands } from './artifact-commands';
import { EXIT, exitCodeOf, Output } from './output';

const HELP_AFTER = `
Configuration: --config FILE, or GL_ARTIFACTS_CONFIG (a path or JSON text): the runtimeConfig that a stack puts out.
Tenant: --tenant NAME, or GL_ARTIFACTS_TENANT.
Output: text on a terminal, one JSON object a line elsewhere.
Exit codes: 0 done, 1 failed, 2 bad input, 3 not found, 4 bytes missing or not the recorded ones, 5 try again later,
130 stopped by Ctrl-C.

Examples:
  gl-artifacts tenant add acme
  gl-artifacts put report.pdf --tenant acme
  gl-artifacts get art_… --output report.pdf
  gl-artifacts lineage art_… --downstream`;

/** Options that every command has. */
export interface GlobalOptions {
  config?: string;
  tenant?: string;
}

/**
 * Runs the CLI.
 *
 * @param argv - arguments after the program's name
 * @returns the exit code
 */
export async function main(argv: readonly string[]): Promise<number> {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort(new Error('stopped by Ctrl-C'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  // `gl-artifacts ls | head`: whoever reads has read enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT.ok);
  });
  const output = new Output(stop.signal);
  const program = new Command('gl-artifacts')
    .description('Store, verify, find and trace artifacts.')
    .version(version)
    .option('-c, --config <file>', 'runtime configuration: a file or JSON text')
    .option('-t, --tenant <name>', 'tenant to act for')
    .addHelpText('after', HELP_AFTER)
    .exitOverride();
  registerArtifactCommands(program, output);
  registerAdminCommands(program, output);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    // Commander has printed its own message; help and version end with 0.
    const { exitCode, code } = error as { exitCode?: number; code?: string };
    if (code?.startsWith('commander.')) return exitCode === 0 ? EXIT.ok : EXIT.usage;
    output.error(error);
    return stop.signal.aborted ? EXIT.interrupted : exitCodeOf(error);
  }
}
