import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const isProgram = (candidate: string): boolean => {
  try {
    accessSync(candidate, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const file = (process.env['PATH'] ?? '')
  .split(path.delimiter)
  .flatMap((directory) => NAMES.map((name) => path.join(directory, name)))
  .find(isProgram);

/** `describe` where there is a Chromium; tests that need one are skipped without it, by their names in `test/skips.json`. */
export const describeInChromium: typeof describe = file === undefined ? describe.skip : describe;

/** Runs Chromium once, without a network. */
async function run(profile: string, page: string, [width, height]: readonly [number, number], ...own: string[]) {
  if (file === undefined) throw new Error('there is no Chromium on the PATH');
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--no-first-run',
    '--hide-scrollbars',
  ];
  const offline = [
    '--disable-background-networking',
    '--disable-component-update',
    '--host-resolver-rules=MAP * ~NOTFOUND',
  ];
  const where = [`--user-data-dir=${profile}`, `--window-size=${width},${height}`, ...own, `file://${page}`];
  const options = { maxBuffer: 64 * 1024 * 1024, timeout: 45_000 };
  return promisify(execFile)(file, [...flags, ...offline, ...where], options);
}

/**
 * Opens a page of the disk and gives its document as it is when its scripts have run.
 *
 * @param profile folder for what the browser keeps
 */
export async function documentOf(page: string, profile: string): Promise<string> {
  return (await run(profile, page, [1400, 900], '--dump-dom')).stdout;
}

/** Opens a page of the disk in a window of a size, and gives what is seen in it as a PNG. */
export async function screenshotOf(page: string, profile: string, size: readonly [number, number]): Promise<Buffer> {
  const picture = `${page}.png`;
  await run(profile, page, size, `--screenshot=${picture}`);
  return readFile(picture);
}
