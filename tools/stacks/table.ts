import type { Step } from '../engine';

/** Lines of the resource table: type, name, operation, and how many of each operation there are. */
export function resourceTable(steps: readonly Step[]): string[] {
  const rows = steps.map(({ urn, type, operation, changed }) => ({
    operation,
    type: shortType(type),
    name: urn.split('::').at(-1) ?? '',
    changed: changed.length === 0 ? '' : `[${changed.join(', ')}]`,
  }));
  const width = (of: 'operation' | 'type' | 'name'): number => Math.max(0, ...rows.map((row) => row[of].length));
  const [operations, types, names] = [width('operation'), width('type'), width('name')];
  const lines = rows.map(({ operation, type, name, changed }) =>
    `  ${operation.padEnd(operations)}  ${type.padEnd(types)}  ${name.padEnd(names)}  ${changed}`.trimEnd(),
  );
  return [...lines, operationCounts(steps)];
}

/** Without the file that the type is declared in: `aws:s3/bucket:Bucket` is `aws:s3:Bucket`. */
const shortType = (type: string): string => type.replace(/\/[^:]*(?=:)/, '');

/** `12 create, 3 same`. */
export function operationCounts(steps: readonly Step[]): string {
  const counts = new Map<string, number>();
  for (const { operation } of steps) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  return counts.size === 0 ? 'no resources' : [...counts].map(([operation, n]) => `${n} ${operation}`).join(', ');
}
