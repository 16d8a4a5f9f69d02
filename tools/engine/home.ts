import { randomBytes } from 'node:crypto';
import { access, chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Engine } from './find';

const root = path.join(__dirname, '..', '..');

/** A private place for an engine's state: nothing of the user's own Pulumi is read or changed. */
export interface EngineHome {
  engine: Engine;
  directory: string;
  env: NodeJS.ProcessEnv;
}

/**
 * Prepares a folder with a file backend, a generated passphrase and settings of its own.
 *
 * @param directory - ignored by git; readable for its owner alone
 */
export async function engineHome(engine: Engine, directory: string): Promise<EngineHome> {
  const state = path.join(directory, 'state');
  await mkdir(state, { recursive: true, mode: 0o700 });
  const passphraseFile = path.join(directory, 'passphrase');
  await writeFile(passphraseFile, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  const bin = await languageHost(engine, directory);
  return {
    engine,
    directory,
    env: {
      ...process.env,
      PATH: [path.dirname(engine.file), ...bin, process.env['PATH'] ?? ''].join(path.delimiter),
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: await readFile(passphraseFile, 'utf8'),
      PULUMI_CONFIG_PASSPHRASE_FILE: undefined,
      PULUMI_HOME: path.join(directory, 'home'),
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      PULUMI_SKIP_CONFIRMATIONS: 'true',
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
      PULUMI_NODEJS_TRANSPILE_ONLY: 'true',
      // Also for programs below this checkout that have a folder of their own.
      PULUMI_NODEJS_TSCONFIG_PATH: path.join(root, 'tsconfig.json'),
      // Unlocks the flag of the event log, as the Automation API does.
      PULUMI_DEBUG_COMMANDS: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  };
}

const LANGUAGE_HOST = 'pulumi-language-nodejs';

/** The official host comes beside the official CLI; for an engine without one ours stands in. */
const languageHost = async (engine: Engine, directory: string): Promise<string[]> => {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = [path.dirname(engine.file), ...(process.env['PATH'] ?? '').split(path.delimiter)];
  for (const folder of folders.filter((f) => f !== '')) {
    const found = await access(path.join(folder, `${LANGUAGE_HOST}${suffix}`)).then(
      () => true,
      () => false,
    );
    if (found) return [];
  }
  const bin = path.join(directory, 'bin');
  await mkdir(bin, { recursive: true });
  const file = path.join(bin, LANGUAGE_HOST);
  const quoted = [
    process.execPath,
    '-r',
    path.join(root, 'scripts', 'register.cjs'),
    path.join(__dirname, 'language-host.ts'),
  ].map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  await writeFile(file, `#!/bin/sh\nexec ${quoted.join(' ')} "$@"\n`);
  await chmod(file, 0o755);
  return [bin];
};
