// Runs a TypeScript entry, and before that installs what it needs. Node built-ins only: nothing else is there yet.
//   node scripts/bootstrap.mjs <entry.ts> [arguments]
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
const stamp = path.join(modules, '.gl-artifacts-lock');
const busy = path.join(root, '.npm-ci.lock');
const OLDEST_NODE = [20, 19];
const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 };

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

/** When a process started, in the words of the system; undefined when it is gone, '' where nobody says. */
const startOf = (pid) => {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    }
    if (process.platform !== 'win32')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
    process.kill(pid, 0);
    return '';
  } catch (error) {
    return error.code === 'EPERM' ? '' : undefined;
  }
};

const readOwner = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return error.code === 'ENOENT' ? undefined : { pid: 'unknown' };
  }
};

const isSame = (a, b) => a?.pid === b?.pid && a?.startedAt === b?.startedAt;
/** A pid alone may have been given to somebody else since. */
const lives = ({ pid, startedAt }) => Number.isInteger(pid) && startOf(pid) === startedAt;

const me = { pid: process.pid, startedAt: startOf(process.pid) };
const aside = `${busy}.${process.pid}`;
const release = () => rmSync(busy, { recursive: true, force: true });

/** A link appears with its content, so nobody sees a lock that has no owner yet. */
const claim = () => {
  writeFileSync(aside, JSON.stringify(me));
  try {
    linkSync(aside, busy);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(aside, { force: true });
  }
};

/** Moves a dead owner's lock out of the way; if somebody else was quicker and it is theirs, it goes back. */
const breakLock = (dead) => {
  try {
    renameSync(busy, aside);
    if (!isSame(readOwner(aside), dead)) linkSync(aside, busy);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(error.code)) throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
};

let waitingFor;
const takeLock = () => {
  if (claim()) return true;
  const owner = readOwner(busy);
  if (owner === undefined) return false;
  if (!lives(owner)) {
    breakLock(owner);
    return claim();
  }
  if (waitingFor !== owner.pid) say(`waiting for another npm ci (pid ${owner.pid})`);
  waitingFor = owner.pid;
  return false;
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
    // The lock is held as long as npm writes.
    let stopped;
    const stop = (signal) => {
      stopped = signal;
      child.kill(signal);
    };
    for (const signal of Object.keys(INTERRUPTED)) process.once(signal, stop);
    const end = (code, text) => {
      for (const signal of Object.keys(INTERRUPTED)) process.off(signal, stop);
      resolve({ code: stopped === undefined ? code : INTERRUPTED[stopped], text });
    };
    child.once('error', (error) => end(1, error.message));
    child.once('close', (code) => end(code, Buffer.concat(output).toString('utf8')));
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
  if (Object.values(INTERRUPTED).includes(code)) {
    release();
    process.exit(code);
  }
  if (code !== 0) {
    release();
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
    release();
  }
}

const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) fail('usage: node scripts/bootstrap.mjs <entry.ts> [arguments]');
const file = path.join(root, entry);
process.argv = [process.argv[0], file, ...rest];
const require = createRequire(import.meta.url);
require('./register.cjs');
require(file);
