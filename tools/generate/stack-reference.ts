import { idleMonthlyCost } from '../cost/idle-monthly-cost';
import prices from '../cost/prices.json';
import type { RecordedResource } from '../monitor';

/** A stack of the project, and what its program registers at a preview. */
export interface StackResources {
  stack: string;
  resources: readonly RecordedResource[];
}

const ROOT = 'pulumi:pulumi:Stack';

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [row(head), row(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(row)].join('\n');

const dollars = (usd: number): string => usd.toFixed(2);

const counts = (stacks: readonly StackResources[], type: string): number[] =>
  stacks.map(({ resources }) => resources.filter((one) => one.type === type).length);

/**
 * The page that says what `pulumi up` creates in each stack, and what that costs a month while idle: read from what the
 * program registers, so that it cannot be out of date.
 *
 * @throws {UnpricedError} when a resource has no known price
 */
export function stackReference(stacks: readonly StackResources[]): string {
  const names = stacks.map(({ stack }) => stack);
  const types = [...new Set(stacks.flatMap(({ resources }) => resources.map(({ type }) => type)))]
    .filter((type) => type !== ROOT && !type.startsWith('pulumi:providers:'))
    .sort();
  const costs = stacks.map(({ resources }) => idleMonthlyCost(resources));
  const kinds = [...new Set(costs.flatMap(({ lines }) => lines.map(({ what }) => what)))].sort();
  const costOf = (what: string): string[] =>
    costs.map(({ lines }) => {
      const line = lines.find((one) => one.what === what);
      return line === undefined ? '' : `${line.count} × ${dollars(line.usdPerMonth / line.count)}`;
    });
  return `# What the region stacks create

Generated from the program by \`npm run generate\`.

## Resources

${table(['type', ...names], [...types.map((type) => [type, ...counts(stacks, type)]), ['**all**', ...stacks.map(({ resources }) => resources.filter(({ type }) => types.includes(type)).length)]])}

## Per month, while idle

List prices of ${prices.asOf} in ${prices.currency}, taken ${prices.taken}; ${prices.hoursPerMonth} hours a month: [keys](${prices.keyMonth.source}),
[secrets](${prices.secretMonth.source}), [alarms](${prices.alarmMonth.source}), [capacity](${prices.serverlessCapacityUnitHour.source}). What comes with use (storage,
requests, replication, audited accesses, logs) is not in it. A key that is rotated costs one dollar more a month after its
first rotation, and one more after its second.

${table(['', ...names], [...kinds.map((what) => [what, ...costOf(what)]), ['**all**', ...costs.map(({ usdPerMonth }) => `**${dollars(usdPerMonth)}**`)]])}

## What the deployer is allowed

For each stack an IAM policy: ${names.map((stack) => `[${stack}](deployer/${stack}.json)`).join(', ')}. It has the provider's own calls, on the buckets
and roles by name, and elsewhere in the stack's regions only; it reads and writes no object. As an inline policy of a role
it keeps within IAM's 10,240 characters. Whoever may write the policies of a role may give it anything: trust the deployer
as an administrator of these roles, or hold it by a permissions boundary.
`;
}
