import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { ProcessRecord } from './types';

const run = promisify(execFile);

/** When a process started, in the words of the system; undefined when it is gone. */
export async function startTimeOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    // The command's name may hold spaces and brackets: fields are counted from its last bracket on.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields === undefined || fields[0] === 'Z' ? undefined : fields[19];
  }
  const answer = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => undefined);
  return answer?.stdout.trim() || undefined;
}

/** Whether this very process still runs. */
export async function isRunning(record: ProcessRecord | undefined): Promise<boolean> {
  return record !== undefined && (await startTimeOf(record.pid)) === record.startedAt;
}

/**
 * Starts a server that outlives this process and is out of the terminal's group, so that Ctrl-C reaches us, not it.
 *
 * @param options.logFile - standard output and error go there
 */
export async function startDetached(
  command: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv; logFile: string; uid?: number; gid?: number },
): Promise<{ record: ProcessRecord; child: ChildProcess }> {
  const log = openSync(options.logFile, 'a', 0o600);
  const { cwd, env, uid, gid } = options;
  try {
    const owner = uid === undefined || gid === undefined ? {} : { uid, gid };
    const child = spawn(command, args, { cwd, env, ...owner, detached: true, stdio: ['ignore', log, log] });
    const pid = await new Promise<number>((resolve, reject) => {
      child.once('spawn', () => resolve(child.pid!));
      child.once('error', reject);
    });
    child.unref();
    return { record: { pid, startedAt: (await startTimeOf(pid)) ?? 'gone' }, child };
  } finally {
    closeSync(log);
  }
}

const POLL_MS = 50;

/** Waits until a condition holds. @returns false when it did not within the time */
export async function waitUntil(condition: () => Promise<boolean>, timeoutSeconds: number): Promise<boolean> {
  const deadline = Date.now() + 1000 * timeoutSeconds;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return true;
}

/**
 * Whether a process runs and answers. One that runs but is slow, as after a pause of the whole machine, is waited for:
 * ending it would take it from under whoever uses it.
 */
export async function isUp(
  record: ProcessRecord | undefined,
  answers: () => Promise<boolean>,
  options: { patienceSeconds: number; onSlow: () => void },
): Promise<boolean> {
  if (!(await isRunning(record))) return false;
  if (await answers()) return true;
  options.onSlow();
  await waitUntil(async () => !(await isRunning(record)) || (await answers()), options.patienceSeconds);
  return (await isRunning(record)) && (await answers());
}

/** Ends a process by its id: asks first, and insists after a while. */
export async function endProcess(
  record: ProcessRecord | undefined,
  signal: NodeJS.Signals,
  patienceSeconds: number,
): Promise<void> {
  if (record === undefined || !(await isRunning(record))) return;
  process.kill(record.pid, signal);
  if (await waitUntil(async () => !(await isRunning(record)), patienceSeconds)) return;
  process.kill(record.pid, 'SIGKILL');
  await waitUntil(async () => !(await isRunning(record)), 10);
}
