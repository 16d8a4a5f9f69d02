// Runs a TypeScript entry, and before that installs what it needs. Node built-ins only: nothing else is there yet.
//   node scripts/bootstrap.mjs <entry.ts> [arguments]
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
const stamp = path.join(modules, '.gl-artifacts-lock');
const busy = path.join(root, '.npm-ci.lock');
const OLDEST_NODE = [20, 19];
const STALE_LOCK_MS = 15 * 60_000;

const say = (line) => process.stderr.write(`${line}\n`);
const fail = (line) => {
  say(line);
  process.exit(1);
};

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  fail(
    `Node ${process.versions.node} is too old: install Node ${OLDEST_NODE.join('.')} or newer (22 or 24 recommended)`,
  );
}

const wanted = createHash('sha256')
  .update(readFileSync(path.join(root, 'package-lock.json')))
  .digest('hex');
const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;

const takeLock = () => {
  try {
    mkdirSync(busy);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (Date.now() - statSync(busy, { throwIfNoEntry: false })?.mtimeMs > STALE_LOCK_MS)
      rmSync(busy, { recursive: true, force: true });
    return false;
  }
};

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const npmCi = () =>
  new Promise((resolve) => {
    const output = [];
    const child = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => output.push(data));
    child.once('error', (error) => resolve({ code: 1, text: error.message }));
    child.once('close', (code) => resolve({ code, text: Buffer.concat(output).toString('utf8') }));
  });

const install = async () => {
  const begin = Date.now();
  const seconds = () => `${Math.round((Date.now() - begin) / 1000)} s`;
  say(
    existsSync(modules)
      ? 'node_modules is not what package-lock.json says: installing'
      : 'installing node_modules from package-lock.json',
  );
  const ticker = setInterval(() => say(`  npm ci … ${seconds()}`), 10_000);
  const { code, text } = await npmCi();
  clearInterval(ticker);
  if (code !== 0) {
    rmSync(busy, { recursive: true, force: true });
    fail(
      `npm ci failed:\n${text.trim().split('\n').slice(-12).join('\n')}\ncheck the connection to the npm registry and run the command again`,
    );
  }
  writeFileSync(stamp, wanted);
  say(`installed in ${seconds()}`);
};

while (!isInstalled()) {
  if (!takeLock()) {
    await pause(500);
    continue;
  }
  try {
    if (!isInstalled()) await install();
  } finally {
    rmSync(busy, { recursive: true, force: true });
  }
}

const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) fail('usage: node scripts/bootstrap.mjs <entry.ts> [arguments]');
const file = path.join(root, entry);
process.argv = [process.argv[0], file, ...rest];
const require = createRequire(import.meta.url);
require('./register.cjs');
require(file);
