import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import readline from 'node:readline';
import { AttemptFencedError, type StepAttempt } from '../../runtime';
import { bodyOf, type CrashOrders, type KillPoint } from './crash-worker';
import { recoverCompletely, unknownVersions, type TestStore } from './store';

const KILL_POINTS: readonly KillPoint[] = [
  'begin',
  'intent-recorded',
  'uploading',
  'in-upload',
  'upload-staged',
  'object-stored',
  'in-commit',
  'committed',
  'acknowledged',
  'in-finish',
  'in-close',
];

/** What a crash test found; every figure but the first three has to be zero. */
export interface CrashFigures {
  tries: number;
  killed: Record<string, number>;
  acknowledged: number;
  lost: number;
  wrongBytes: number;
  unknownVersions: number;
  failedSecondAttempts: number;
  survivors: number;
  /** What the first failed second attempt said. */
  firstFailure?: string;
}

interface Ack {
  artifactId: string;
  sha256: string;
}

/** Deterministic choices: the same seed gives the same tries. */
const choices =
  (seed: string) =>
  (label: string, count: number): number =>
    createHash('sha256').update(`${seed}/${label}`).digest().readUInt32BE(0) % count;

const prepare = (configFile: string): ChildProcess =>
  spawn(
    process.execPath,
    ['-r', path.join(__dirname, '../../scripts/register.cjs'), path.join(__dirname, 'crash-worker.ts')],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, GL_ARTIFACTS_CONFIG: configFile },
    },
  );

/** What a process that was suspended said when its put failed afterwards. */
interface Refused {
  code: string;
  exists: string;
}

/**
 * Runs one doomed process; its acknowledgements are kept here, outside of it.
 *
 * @param whileSuspended - what the world does meanwhile; the process goes on afterwards
 */
async function runDoomed(
  child: ChildProcess,
  orders: CrashOrders,
  whileSuspended?: () => Promise<void>,
): Promise<{ acks: Map<number, Ack>; signal: string | null; refused?: Refused }> {
  const acks = new Map<number, Ack>();
  let refused: Refused | undefined;
  const exited = new Promise<string | null>((resolve) => child.once('close', (_code, signal) => resolve(signal)));
  try {
    for await (const line of readline.createInterface({ input: child.stdout! })) {
      const message = JSON.parse(line) as {
        ready?: boolean;
        suspended?: boolean;
        error?: string;
        refused?: Refused;
        ack?: string;
        index: number;
        sha256: string;
      };
      if (message.ready === true) child.stdin!.write(JSON.stringify(orders));
      if (message.suspended === true) {
        await whileSuspended?.();
        child.kill('SIGCONT');
      }
      if (message.refused) ({ refused } = message);
      else if (message.error !== undefined) throw new Error(`worker: ${message.error}`);
      if (message.ack !== undefined) acks.set(message.index, { artifactId: message.ack, sha256: message.sha256 });
    }
    return { acks, signal: await exited, ...(refused && { refused }) };
  } finally {
    // One that is suspended would outlive its parent.
    child.kill('SIGKILL');
  }
}

/**
 * Kills a writing process with SIGKILL at every step of the commit protocol, and looks at what is left.
 *
 * @param sabotage - runs after each kill and before recovery; a mutated control deletes the intents here
 */
export async function crashTest(
  store: TestStore,
  options: { tries: number; seed: string; sabotage?: () => Promise<void>; log?: (line: string) => void },
): Promise<CrashFigures> {
  const configFile = path.join(store.directory, 'crash-config.json');
  await writeFile(configFile, JSON.stringify(store.config));
  await store.artifacts.backend.probe({ tenant: 'acme' });
  const figures: CrashFigures = {
    tries: options.tries,
    killed: {},
    acknowledged: 0,
    lost: 0,
    wrongBytes: 0,
    unknownVersions: 0,
    failedSecondAttempts: 0,
    survivors: 0,
  };
  const ledger: Ack[] = [];
  let next = prepare(configFile);
  try {
    for (let number = 0; number < options.tries; number++) {
      const pick = choices(`${options.seed}/${number}`);
      const killAt = KILL_POINTS[number % KILL_POINTS.length]!;
      const sizesBytes = [0, 1, 2].map((i) => (pick(`large${i}`, 8) === 0 ? 6_000_000 : 1 + pick(`size${i}`, 20_000)));
      const orders: CrashOrders = {
        runId: `run_${randomUUID()}`,
        seed: `${number}`,
        sizesBytes,
        victim: pick('victim', 3),
        killAt,
        delayMs: pick('delay', 25),
        signal: 'SIGKILL',
      };
      const child = next;
      next = prepare(configFile);
      const { acks, signal } = await runDoomed(child, orders);
      if (signal === 'SIGKILL') figures.killed[killAt] = (figures.killed[killAt] ?? 0) + 1;
      else figures.survivors++;
      ledger.push(...acks.values());
      await options.sabotage?.();
      await counted(figures, killAt, async () => {
        // Half of the second attempts meet what the crash left before any recovery has looked at it.
        if (number % 2 === 0) await store.acme.recover();
        await secondAttempt(store, orders, ledger, mayHaveFinished(orders, acks.size));
      });
      if (number % 50 === 49) options.log?.(`${number + 1}/${options.tries} ${JSON.stringify(figures)}`);
    }
  } finally {
    next.kill('SIGKILL');
  }
  await counted(figures, 'last recovery', () => recoverCompletely(store));
  figures.acknowledged = ledger.length;
  await checkLedger(store, ledger, figures);
  figures.unknownVersions = (await unknownVersions(store)).length;
  return figures;
}

/**
 * Suspends a writing process, as a closed laptop or a paused machine does, for longer than its lease and the time that
 * its intent is watched; meanwhile another process recovers. Then it goes on as if nothing had been.
 *
 * @returns what its put said, and what recovery could not explain afterwards
 */
export async function suspendTest(
  store: TestStore,
  killAt: KillPoint,
): Promise<{ acknowledged: number; refused: Refused | undefined; unknown: string[] }> {
  const configFile = path.join(store.directory, 'crash-config.json');
  await writeFile(configFile, JSON.stringify(store.config));
  await store.artifacts.backend.probe({ tenant: 'acme' });
  const orders: CrashOrders = {
    runId: `run_${randomUUID()}`,
    seed: killAt,
    sizesBytes: [1000],
    victim: 0,
    killAt,
    delayMs: 1,
    signal: 'SIGSTOP',
  };
  const { acks, refused } = await runDoomed(prepare(configFile), orders, () => recoverCompletely(store));
  await recoverCompletely(store);
  const unknown = await unknownVersions(store);
  const ledger = [...acks.values()];
  for (const { artifactId } of ledger) await store.acme.get(artifactId);
  if (ledger.length === 0) await secondAttempt(store, orders, ledger, false);
  return { acknowledged: acks.size, refused, unknown };
}

/** What must be zero after every crash test. */
export const NOTHING_LOST = { lost: 0, wrongBytes: 0, unknownVersions: 0, failedSecondAttempts: 0, survivors: 0 };

/**
 * Whether the step may have succeeded before the process died: a kill that goes by the clock can come late, after the
 * last put of a fast machine. A process that has not acknowledged everything has not finished its step.
 */
const mayHaveFinished = ({ killAt, sizesBytes }: CrashOrders, acknowledged: number): boolean =>
  acknowledged === sizesBytes.length && killAt !== 'acknowledged';

/**
 * The orchestrator's retry: a new attempt writes the same keys. Only a run that was closed has none.
 *
 * @param supersede - what an unfinished attempt left gives way by itself; a finished one's only when told to
 */
async function secondAttempt(store: TestStore, orders: CrashOrders, ledger: Ack[], supersede: boolean): Promise<void> {
  const { acme } = store;
  let step: StepAttempt;
  try {
    step = await acme.steps.start({
      runId: orders.runId,
      step: 'ingest',
      agent: 'OPS.DATA.Ingest',
      agentVersion: '1.2.3',
    });
  } catch (error) {
    if (!(error instanceof AttemptFencedError && orders.killAt === 'in-close')) throw error;
    await acme.runs.close({ runId: orders.runId, state: 'SUCCEEDED' });
    return;
  }
  for (const [index, sizeBytes] of orders.sizesBytes.entries()) {
    const body = bodyOf(`${orders.seed}/again`, index, sizeBytes);
    const document = await acme.put({ step, name: `part-${index}.bin`, body, supersede });
    ledger.push({ artifactId: document.artifact_id, sha256: document.sha256 });
  }
  await acme.steps.finish(step);
  await acme.runs.close({ runId: orders.runId, state: 'SUCCEEDED' });
}

/** What fails after a kill is a finding, not the end of the test. */
const counted = async (figures: CrashFigures, when: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    figures.failedSecondAttempts++;
    figures.firstFailure ??= `${when}: ${String(error)}`;
  }
};

const checkLedger = async (store: TestStore, ledger: readonly Ack[], figures: CrashFigures): Promise<void> => {
  for (const { artifactId, sha256 } of ledger) {
    const body = await store.acme.get(artifactId).catch(() => undefined);
    if (body === undefined) figures.lost++;
    else if (createHash('sha256').update(body).digest('hex') !== sha256) figures.wrongBytes++;
  }
};
