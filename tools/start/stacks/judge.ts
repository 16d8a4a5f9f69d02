import path from 'node:path';
import { check } from '../../policies/check';
import { operate, type StackTools } from '../../stacks';
import { WEAKNESSES } from '../../weakened-stack/weaknesses';
import type { JudgedStack, RefusedStack } from './model';

/** The region stacks of ADR-004. */
export const REGION_STACKS: readonly string[] = ['us-east-1', 'eu-west-1', 'ap-southeast-1'];

/** What the demonstration takes away: plain HTTP is allowed. */
const WEAKENED = { stack: 'eu-west-1', control: 's3-bucket-tls-required', weakness: 'the denial of plain HTTP' };

interface Verdict {
  exitCode: number;
  how: JudgedStack['how'];
  resources: JudgedStack['resources'];
  findings: { policy: string; urn: string; message: string; refuses: boolean }[];
  /** Why it could not be judged at all. */
  problem: string | undefined;
}

/** Has a program's stack judged by the pack: on the engine where there is one, else in process. */
const judge = async (
  tools: StackTools,
  root: string,
  of: { stack: string; directory: string; config?: Record<string, string>; signal: AbortSignal },
): Promise<Verdict> => {
  const configFile = path.join(root, `Pulumi.${of.stack}.yaml`);
  const { stack, directory, config = {}, signal } = of;
  if (tools.search.engine === undefined) {
    const { exitCode, findings, registered, problems } = await check({ directory, stack, configFile, config });
    return {
      exitCode,
      how: 'in-process',
      resources: registered.map(({ urn, type }) => ({ urn, type, operation: 'create', changed: [] })),
      findings: findings.map((f) => ({ ...f, refuses: f.verdict === 'fail' && f.level === 'mandatory' })),
      problem: problems.length === 0 ? undefined : problems.join('\n'),
    };
  }
  const packs = [path.join(root, 'policies')];
  const result = await operate(tools, { operation: 'preview', stack, directory, configFile, config, packs, signal });
  const refusing = result.policy.filter(({ level }) => level === 'mandatory');
  return {
    exitCode: result.exitCode,
    how: result.how,
    resources: result.steps,
    findings: result.policy.map((finding) => ({ ...finding, refuses: finding.level === 'mandatory' })),
    problem: result.exitCode !== 0 && refusing.length === 0 ? result.text.trim() : undefined,
  };
};

const said = ({ policy, urn, message }: Verdict['findings'][number]): string =>
  `${policy} ${urn.split('::').at(-1)}: ${message}`;

/** Has one region stack judged; it passes when nothing mandatory is violated. */
export async function judgeStack(
  tools: StackTools,
  root: string,
  stack: string,
  signal: AbortSignal,
): Promise<JudgedStack> {
  const begun = performance.now();
  const verdict = await judge(tools, root, { stack, directory: root, signal });
  const { how, resources, findings, exitCode, problem } = verdict;
  return {
    stack,
    how,
    resources,
    refused: findings
      .filter((f) => f.refuses)
      .map(said)
      .concat(problem ?? []),
    noted: findings.filter((f) => !f.refuses).map(said),
    elapsedMs: performance.now() - begun,
    passed: exitCode === 0 && resources.length > 0,
  };
}

/** Takes one property away from a region stack; it passes when exactly the control that is meant refuses that. */
export async function refuseWeakened(tools: StackTools, root: string, signal: AbortSignal): Promise<RefusedStack> {
  const { stack, control, weakness } = WEAKENED;
  const type = WEAKNESSES.find((one) => one.control === control)!.type;
  const directory = path.join(root, 'tools', 'weakened-stack');
  const config = { 'weakened-stack:control': control };
  const { how, findings, exitCode, problem } = await judge(tools, root, { stack, directory, config, signal });
  const refusing = findings.filter((f) => f.refuses).map(({ policy, urn, message }) => ({ policy, urn, message }));
  const meant = refusing.every(({ policy, urn }) => policy.startsWith(control) && urn.includes(type));
  return {
    stack,
    how,
    weakness,
    control,
    findings: problem === undefined ? refusing : [...refusing, { policy: 'none', urn: '', message: problem }],
    passed: exitCode === 1 && problem === undefined && refusing.length > 0 && meant,
  };
}
