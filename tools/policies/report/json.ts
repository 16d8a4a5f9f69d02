import pack from '../../../policies/package.json';
import type { CheckResult } from '../check';

/**
 * The whole result, for programs: of the words of the policies what they came to. `version` changes when a field changes
 * its meaning.
 */
export const jsonReport = ({ words: _, ...result }: CheckResult): string =>
  `${JSON.stringify({ version: 2, pack: { name: pack.name, version: pack.version }, ...result }, null, 2)}\n`;
