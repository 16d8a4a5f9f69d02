import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Registered } from './record';
import { GRAPHS } from './reviewed-graphs';

/**
 * What the components provision, to the last argument, as it was reviewed: a pull request that changes any of it shows
 * the change in a file of `test/fixtures/reviewed`. `REVIEW=write npx jest test/components/reviewed` writes them anew.
 */
const fileOf = (name: string): string => path.join(__dirname, '..', 'fixtures', 'reviewed', `${name}.json`);

/** Policies are text for AWS, and documents for readers. */
function readable(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('{')) return JSON.parse(value) as unknown;
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(inner)]));
}

const lineOf = ({ inputs, dependsOn, ...rest }: Registered): object => ({
  ...rest,
  dependsOn: [...dependsOn].sort(),
  inputs: readable(inputs) as object,
});

test.each(Object.keys(GRAPHS))('%s registers exactly what was reviewed', async (name) => {
  const { resources, outputs } = await GRAPHS[name]!();
  const lines = [...resources.map(lineOf), ...(outputs === undefined ? [] : [{ outputs }])];
  const text = `[\n${lines.map((line) => JSON.stringify(line)).join(',\n')}\n]\n`;
  if (process.env['REVIEW'] === 'write') writeFileSync(fileOf(name), text);
  expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(fileOf(name), 'utf8')));
});
