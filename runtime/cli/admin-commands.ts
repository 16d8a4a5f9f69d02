import type { Command } from 'commander';
import { missingBehaviours } from '../backend/profile';
import { loadConfig } from '../config/load';
import { BackendUnfitError } from '../errors';
import { migrate } from '../metadata/migrate';
import type { Output } from './output';
import { configSource, tenantName, withArtifacts, withTenant } from './session';

/** `schema tenant backend recover`. */
export function registerAdminCommands(program: Command, output: Output): void {
  const schema = program.command('schema').description('the database schema');
  schema
    .command('up')
    .description('bring the schema to the version this program needs (owner role)')
    .action(async (_options: unknown, command: Command) => {
      const result = await migrate(await loadConfig(configSource(command)));
      output.print(
        result,
        `schema ${result.from} → ${result.to}${result.applied.length === 0 ? ', nothing to do' : `: ${result.applied.join(', ')}`}`,
      );
    });

  const tenants = program.command('tenant').description('tenants of this region (worker role)');
  tenants
    .command('add <name>')
    .description('add a tenant; adding it again changes nothing')
    .option('--retention <class>', 'class of what it stores without naming one')
    .action(async (tenant: string, options: { retention?: string }, command: Command) => {
      const retentionClass = options.retention === undefined ? {} : { retentionClass: options.retention };
      const result = await withArtifacts(command, (artifacts) => artifacts.tenants.add({ tenant, ...retentionClass }));
      output.print(result, `${result.tenant}  ${result.outcome}`);
    });
  tenants
    .command('ls')
    .description('list tenants')
    .action(async (_options: unknown, command: Command) => {
      for (const row of await withArtifacts(command, (artifacts) => artifacts.tenants.list())) {
        output.print(row, `${row.tenant}  ${row.home_region}  ${row.retention_class}`);
      }
    });

  const backend = program.command('backend').description('the S3 server');
  backend
    .command('probe')
    .description('ask the server for what it must refuse, and keep what it did')
    .action(async (_options: unknown, command: Command) => {
      const tenant = tenantName(command);
      const profile = await withArtifacts(command, (artifacts) => artifacts.backend.probe({ tenant }));
      const lines = profile.checks.map((c) => `${c.passed ? 'ok    ' : 'FAILED'}  ${c.name.padEnd(28)}  ${c.answer}`);
      output.print(profile, lines.join('\n'));
      const missing = missingBehaviours(profile);
      if (missing.length > 0) throw new BackendUnfitError(profile.endpoint, missing);
    });

  program
    .command('recover')
    .description('give what crashed writers left behind a row, and write the documents that are due')
    .action(async (_options: unknown, command: Command) => {
      output.print(await withTenant(command, (tenant) => tenant.recover()));
    });
}
