import pack from '../../../policies/package.json';
import type { CheckResult } from '../check';

/** The whole result, for programs. `version` changes when a field changes its meaning. */
export const jsonReport = (result: CheckResult): string =>
  `${JSON.stringify({ version: 1, pack: { name: pack.name, version: pack.version }, ...result }, null, 2)}\n`;
