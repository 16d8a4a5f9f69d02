import path from 'node:path';
import { CATALOG } from '../../policies/catalog';
import { ExemptionError, type Exemption } from '../../policies/exemptions/exemption';
import { EXEMPTIONS_FILE, readExemptions } from '../../policies/exemptions/read';
import { readStackFile, runProgram, StackFileError } from '../monitor';
import { analyze } from './analyze';
import { coverageOf, type Coverage } from './coverage';
import { excerptOf } from './excerpt';
import { withDefaultProvider } from './default-provider';
import { exitCodeOf, isJudgedLater, type Weight } from './exit-code';
import { levelInForce } from './level-in-force';
import { configProblems } from './pack-config';
import type { Covered, Finding, PackConfig } from './types';

export interface CheckOptions {
  /** Folder of the program: it holds `Pulumi.yaml`. */
  directory: string;
  stack: string;
  /** @default - `Pulumi.<stack>.yaml` in the folder */
  configFile?: string;
  /** Configuration over the stack's, `namespace:key`. @default {} */
  config?: Readonly<Record<string, string>>;
  /** Levels and parameters of the pack. @default {} */
  packConfig?: PackConfig;
  /** File of exemptions. @default - `policies/exemptions.json` of this repository */
  exemptionsFile?: string;
  /**
   * What a mandatory control comes to that hangs on a value which `pulumi up` will know and judge: `refuse` ends with 2,
   * `report` shows it and lets it pass. What is final, since nothing judges it later, is refused by both.
   *
   * @default refuse
   */
  unverifiable?: 'refuse' | 'report';
}

/** A finding with the part of the program's input that it is about, and with what makes it count. */
export interface LocatedFinding extends Finding, Weight {
  /** Where in the resource's inputs, for example `policy.Statement[1]`. */
  property?: string;
  /** That part as JSON; not there when it may hold a secret. */
  excerpt?: string;
}

export interface CheckResult {
  stack: string;
  /** The stack's file, with forward slashes: in the working directory from there, elsewhere its whole path. */
  stackFile: string;
  /** 0 nothing to refuse, 1 a mandatory violation, 2 could not judge. */
  exitCode: 0 | 1 | 2;
  /** How it took what `pulumi up` will judge. */
  unverifiable: 'refuse' | 'report';
  resources: number;
  /** What the program registered, in order. */
  registered: { urn: string; type: string }[];
  findings: LocatedFinding[];
  /** Every word of a policy on a resource, in the order in which they were said. */
  words: Covered[];
  /** What the words came to, and what nothing judged. */
  coverage: Coverage;
  /** Every exemption that was given, used or not. */
  exemptions: readonly Exemption[];
  /** Why it could not judge at all. */
  problems: string[];
}

/** GitHub finds a file by its path in the repository, and a job works in the root of that. */
function nameOf(file: string): string {
  const relative = path.relative(process.cwd(), file);
  const outside = path.isAbsolute(relative) || relative.split(path.sep)[0] === '..';
  return (outside ? path.resolve(file) : relative).replaceAll(path.sep, '/');
}

type Asked = Pick<CheckResult, 'stack' | 'stackFile' | 'unverifiable'>;

const failed = (asked: Asked, problems: string[]): CheckResult => ({
  ...asked,
  exitCode: 2,
  resources: 0,
  registered: [],
  findings: [],
  words: [],
  coverage: { controls: [], withoutControl: [] },
  exemptions: [],
  problems,
});

/**
 * Runs a program in a preview without an engine and judges what it registers by the pack. Opens no connection and needs
 * no credentials.
 */
export async function check(options: CheckOptions): Promise<CheckResult> {
  const { directory, stack, config = {}, packConfig = {}, unverifiable = 'refuse' } = options;
  const configFile = options.configFile ?? path.join(directory, `Pulumi.${stack}.yaml`);
  const asked: Asked = { stack, stackFile: nameOf(configFile), unverifiable };
  const wrong = configProblems(packConfig, CATALOG);
  if (wrong.length > 0) return failed(asked, wrong);
  try {
    const exemptions = readExemptions(options.exemptionsFile ?? EXEMPTIONS_FILE);
    const stackConfig = { ...(await readStackFile(configFile)), ...config };
    const run = await runProgram({ directory, stack, configFile, config, dryRun: true });
    if (run.exitCode !== 0) {
      const errors = run.log.filter(({ severity }) => severity !== 'info').map(({ message }) => message);
      return failed(asked, [`the program of the stack ended with ${run.exitCode}`, ...errors]);
    }
    const resources = withDefaultProvider(run.resources, stackConfig);
    const { findings, words } = await analyze(resources, { config: packConfig, exemptions });
    const located = findings.map((finding) => ({
      ...finding,
      inForce: levelInForce(finding.policy, packConfig, CATALOG),
      judgedLater: isJudgedLater(finding, words),
      ...excerptOf(finding, words, resources),
    }));
    return {
      ...asked,
      exitCode: exitCodeOf(located, unverifiable),
      resources: resources.length,
      registered: run.resources.map(({ urn, type }) => ({ urn, type })),
      findings: located,
      words,
      coverage: coverageOf(words, run.resources, CATALOG, packConfig),
      exemptions,
      problems: [],
    };
  } catch (error) {
    if (error instanceof StackFileError || error instanceof ExemptionError) return failed(asked, [error.message]);
    throw error;
  }
}
