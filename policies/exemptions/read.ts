import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CATALOG } from '../catalog';
import { ExemptionError, type Exemption } from './exemption';
import { parseExemptions } from './parse';

/** The exemptions of this repository; `GL_ARTIFACTS_EXEMPTIONS` names another file for the pack in the engine. */
export const EXEMPTIONS_FILE = path.join(__dirname, '..', 'exemptions.json');

export const today = (): string => new Date().toISOString().slice(0, 10);

/**
 * Reads the exemptions of a file.
 *
 * @throws {ExemptionError} when there is no such file, it is no JSON, or anything in it is wrong
 */
export function readExemptions(file: string): Exemption[] {
  const name = path.basename(file);
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const value = error instanceof SyntaxError ? 'what is no JSON' : 'no such file';
    throw new ExemptionError(name, [
      { path: '(all)', value, rule: 'it has to be a file of JSON', fix: 'write [] where nothing is exempt' },
    ]);
  }
  return parseExemptions(
    name,
    given,
    CATALOG.map(({ id }) => id),
    today(),
  );
}
