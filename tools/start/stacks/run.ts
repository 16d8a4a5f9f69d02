import { ENGINE_VERSION, findEngine } from '../../engine';
import { operationCounts, resourceTable } from '../../stacks/table';
import type { StackTools } from '../../stacks';
import { count } from '../format';
import type { Journal } from '../journal';
import type { StartReport } from '../report/model';
import type { Terminal } from '../terminal';
import { judgeStack, refuseWeakened, REGION_STACKS } from './judge';

/** Finds an engine without building one; what it cannot show otherwise is said. */
export const prepareTools = (journal: Journal, terminal: Terminal, homeDirectory: string): Promise<StackTools> =>
  journal.task('engine', async () => {
    const search = await findEngine({ download: true, build: false, log: (line) => terminal.detail(line) });
    const value: StackTools = { search, homeDirectory };
    const summary =
      search.engine === undefined
        ? `none, so in process: no updates, replacements or drift (npm run engine -- install builds ${ENGINE_VERSION})`
        : `Pulumi ${search.engine.version} from ${search.engine.source}`;
    return { value, summary };
  });

/** Has the region stacks judged by the pack, and shows that a weaker one is refused. */
export async function judgeStacks(
  { journal, signal }: { journal: Journal; signal: AbortSignal },
  tools: StackTools,
  root: string,
  report: Pick<StartReport, 'stacks' | 'refusal'>,
): Promise<void> {
  for (const stack of REGION_STACKS) {
    await journal.task(stack, async () => {
      const judged = await judgeStack(tools, root, stack, signal);
      report.stacks.push(judged);
      const { refused, noted, resources, passed } = judged;
      const findings = `${count(refused.length, 'mandatory violation')}, ${count(noted.length, 'note')}`;
      return { value: undefined, summary: `${operationCounts(resources)}; ${findings}`, passed };
    });
  }
  await journal.task('weakened stack', async () => {
    const refusal = await refuseWeakened(tools, root, signal);
    report.refusal = refusal;
    const { control, weakness, stack, passed, findings } = refusal;
    const by = [...new Set(findings.map((finding) => finding.policy))].join(', ') || 'nobody';
    const summary = `${stack} without ${weakness}: ${passed ? 'refused by' : `expected ${control}, got`} ${by}`;
    return { value: undefined, summary, passed };
  });
}

/** Shows what a preview would create, a line each. */
export const showTable = (terminal: Terminal, steps: Parameters<typeof resourceTable>[0]): void => {
  for (const line of resourceTable(steps)) terminal.detail(line);
};
