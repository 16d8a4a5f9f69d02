import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { check } from '../tools/policies/check';
import { isReportFormat, REPORTS } from '../tools/policies/report';
import type { PackConfig } from '../tools/policies/types';

const HELP = `npm run policies:check -- <stack> [options]

Judges a stack by the policy pack without the Pulumi CLI, without an engine and without credentials.

  --format text|json|sarif|junit   form of the report (text)
  --program DIR                    folder with the Pulumi.yaml of another program (this repository's)
  --stack-config FILE              configuration of the stack (Pulumi.<stack>.yaml of the program)
  --config FILE                    levels and parameters of the pack, JSON as for --policy-pack-config
  --exemptions FILE                exemptions of the pack (policies/exemptions.json)
  --unverifiable refuse|report     what \`pulumi up\` will judge, since it hangs on a value that is not known before: end
                                   with 2 (refuse), or report it and let it pass; what is final is refused by both
  --out FILE                       write the report there, and one line to the terminal

Exit code 0: nothing to refuse. 1: a mandatory control is violated. 2: it could not judge, because the program or the
configuration is at fault or because a mandatory control hangs on a value that is not known before \`pulumi up\`; the
text report tells the two apart.`;

const root = path.join(__dirname, '..');

function usage(problem: string): number {
  console.error(`${problem}\n\n${HELP}`);
  return 2;
}

function readPackConfig(file: string | undefined): PackConfig {
  if (file === undefined) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PackConfig;
  } catch (error) {
    throw new Error(`--config ${file}: ${(error as Error).message}; name a file of JSON`, { cause: error });
  }
}

async function main(args: string[]): Promise<number> {
  const option = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean' },
      format: { ...option, default: 'text' },
      program: { ...option, default: root },
      'stack-config': option,
      config: option,
      exemptions: option,
      unverifiable: { ...option, default: 'refuse' },
      out: option,
    },
  });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  const [stack, ...more] = positionals;
  if (stack === undefined || more.length > 0) return usage('name one stack');
  const { format, out, unverifiable } = values;
  if (!isReportFormat(format)) return usage(`--format ${format}: it is one of ${Object.keys(REPORTS).join(', ')}`);
  if (unverifiable !== 'refuse' && unverifiable !== 'report')
    return usage(`--unverifiable ${unverifiable}: it is one of refuse, report`);
  const result = await check({
    directory: path.resolve(values.program),
    stack,
    ...(values['stack-config'] === undefined ? {} : { configFile: path.resolve(values['stack-config']) }),
    packConfig: readPackConfig(values.config),
    ...(values.exemptions === undefined ? {} : { exemptionsFile: path.resolve(values.exemptions) }),
    unverifiable,
  });
  const report = REPORTS[format](result);
  if (out === undefined) process.stdout.write(report);
  else {
    mkdirSync(path.dirname(path.resolve(out)), { recursive: true });
    writeFileSync(out, report);
    console.log(`${stack}: ${result.findings.length} finding(s), exit code ${result.exitCode}; ${out}`);
  }
  return result.exitCode;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
