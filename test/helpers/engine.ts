import path from 'node:path';
import type { Engine } from '../../tools/engine';

/** The engine that `npm test` found; tests that need one are skipped without it, by the names in `test/skips.json`. */
const file = process.env['GL_TEST_ENGINE'];

export const engineOfTest = (): Engine => {
  if (file === undefined) throw new Error('GL_TEST_ENGINE is not set: run tests with `npm test -- <path>`');
  return { file, version: path.basename(path.dirname(path.dirname(file))), source: 'cache' };
};

/** `describe` where there is an engine. */
export const describeOnEngine: typeof describe = file === undefined ? describe.skip : describe;
