import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
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

/**
 * Opens a page of the disk, without a network, and gives its document as it is when its scripts have run.
 *
 * @param profile folder for what the browser keeps
 */
export async function documentOf(page: string, profile: string): Promise<string> {
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
  const own = [`--user-data-dir=${profile}`, '--window-size=1400,900', '--dump-dom', `file://${page}`];
  const options = { maxBuffer: 64 * 1024 * 1024, timeout: 45_000 };
  const { stdout } = await promisify(execFile)(file, [...flags, ...offline, ...own], options);
  return stdout;
}
