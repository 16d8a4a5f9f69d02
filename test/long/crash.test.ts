import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { crashTest, NOTHING_LOST } from '../helpers/crash';
import { openTestStore } from '../helpers/store';

const TRIES = Number(process.env['GL_CRASH_TRIES'] ?? 1000);
const SEED = process.env['GL_CRASH_SEED'] ?? 'thousand';

test('a thousand killed writers lose nothing they acknowledged and leave nothing unknown', async () => {
  const store = await openTestStore();
  try {
    const begin = Date.now();
    const figures = await crashTest(store, {
      tries: TRIES,
      seed: SEED,
      log: (line) => process.stderr.write(`${line}\n`),
    });
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
    const record = {
      seed: SEED,
      commit,
      node: process.version,
      seconds: Math.round((Date.now() - begin) / 1000),
      ...figures,
    };
    const file = path.join(__dirname, '../../docs/measurements/crash.json');
    if (TRIES >= 1000) await writeFile(file, `${JSON.stringify(record, null, 2)}\n`);
    expect(figures).toMatchObject(NOTHING_LOST);
  } finally {
    await store.close();
  }
}, 3_600_000);
