import path from 'node:path';
import { CATALOG } from '../../policies/catalog';
import { ExemptionError, type Exemption } from '../../policies/exemptions/exemption';
import { EXEMPTIONS_FILE, readExemptions } from '../../policies/exemptions/read';
import { readStackFile, runProgram, StackFileError } from '../monitor';
import { analyze, configOf } from './analyze';
import { coverageOf, type Coverage } from './coverage';
import { excerptOf } from './excerpt';
import { withDefaultProvider } from './default-provider';
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
}

/** A finding with the part of the program's input that it is about. */
export interface LocatedFinding extends Finding {
  /** Where in the resource's inputs, for example `policy.Statement[1]`. */
  property?: string;
  /** That part as JSON; not there when it may hold a secret. */
  excerpt?: string;
}

export interface CheckResult {
  stack: string;
  /** 0 nothing to refuse, 1 a mandatory violation, 2 could not judge. */
  exitCode: 0 | 1 | 2;
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

const failed = (stack: string, problems: string[]): CheckResult => ({
  stack,
  exitCode: 2,
  resources: 0,
  registered: [],
  findings: [],
  words: [],
  coverage: { controls: [], withoutControl: [] },
  exemptions: [],
  problems,
});

const exitCodeOf = (findings: readonly Finding[], config: PackConfig): 0 | 1 | 2 => {
  if (findings.some(({ level }) => level === 'mandatory')) return 1;
  // What a mandatory control cannot judge yet must not pass as judged.
  const open = findings.some(({ verdict, control, policy }) => {
    const level = configOf(config, policy).level ?? CATALOG.find(({ id }) => id === control)?.level;
    return verdict === 'unverifiable' && level !== 'advisory';
  });
  return open ? 2 : 0;
};

/**
 * Runs a program in a preview without an engine and judges what it registers by the pack. Opens no connection and needs
 * no credentials.
 */
export async function check(options: CheckOptions): Promise<CheckResult> {
  const { directory, stack, config = {}, packConfig = {} } = options;
  const configFile = options.configFile ?? path.join(directory, `Pulumi.${stack}.yaml`);
  const wrong = configProblems(packConfig, CATALOG);
  if (wrong.length > 0) return failed(stack, wrong);
  try {
    const exemptions = readExemptions(options.exemptionsFile ?? EXEMPTIONS_FILE);
    const stackConfig = { ...(await readStackFile(configFile)), ...config };
    const run = await runProgram({ directory, stack, configFile, config, dryRun: true });
    if (run.exitCode !== 0) {
      const errors = run.log.filter(({ severity }) => severity !== 'info').map(({ message }) => message);
      return failed(stack, [`the program of the stack ended with ${run.exitCode}`, ...errors]);
    }
    const resources = withDefaultProvider(run.resources, stackConfig);
    const { findings, words } = await analyze(resources, { config: packConfig, exemptions });
    const located = findings.map((finding) => ({ ...finding, ...excerptOf(finding, words, resources) }));
    return {
      stack,
      exitCode: exitCodeOf(findings, packConfig),
      resources: resources.length,
      registered: run.resources.map(({ urn, type }) => ({ urn, type })),
      findings: located,
      words,
      coverage: coverageOf(words, run.resources, CATALOG, packConfig),
      exemptions,
      problems: [],
    };
  } catch (error) {
    if (error instanceof StackFileError || error instanceof ExemptionError) return failed(stack, [error.message]);
    throw error;
  }
}
