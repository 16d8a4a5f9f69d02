import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { ArtifactStoreError, openArtifacts, type WriteProgress } from '../../runtime';

/**
 * One process that will die, or be suspended. It loads everything, says so, and waits for its orders on standard input, so that its
 * start is not part of a try. What it acknowledges goes out with a synchronous write: the ledger is its parent's.
 */
export interface CrashOrders {
  runId: string;
  seed: string;
  /** Bodies of the artifacts to put, in order. */
  sizesBytes: number[];
  /** Which put dies (0-based), and where. */
  victim: number;
  killAt: KillPoint;
  /** For points inside a request: how long after it began. */
  delayMs: number;
  /** SIGSTOP suspends it there, until its parent lets it go on. */
  signal: 'SIGKILL' | 'SIGSTOP';
}

export type KillPoint = WriteProgress['phase'] | 'in-upload' | 'in-commit' | 'acknowledged' | 'in-finish' | 'in-close';

/** Body of one artifact, from its seed: the parent makes the same bytes to compare. */
export function bodyOf(seed: string, index: number, sizeBytes: number): Buffer {
  const block = createHash('sha256').update(`${seed}/${index}`).digest();
  const body = Buffer.alloc(sizeBytes);
  for (let at = 0; at < sizeBytes; at += block.length) block.copy(body, at);
  return body;
}

const say = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`);

async function work(orders: CrashOrders): Promise<void> {
  const artifacts = await openArtifacts(process.env['GL_ARTIFACTS_CONFIG']!);
  const acme = artifacts.tenant('acme');
  const die = (): void => {
    if (signal === 'SIGSTOP') say({ suspended: true });
    process.kill(process.pid, signal);
  };
  const run = await acme.runs.start({ runId: orders.runId });
  const step = await acme.steps.start({
    runId: run.runId,
    step: 'ingest',
    agent: 'OPS.DATA.Ingest',
    agentVersion: '1.2.3',
  });
  const { victim, killAt, delayMs, signal } = orders;
  for (const [index, sizeBytes] of orders.sizesBytes.entries()) {
    const onProgress = ({ phase }: WriteProgress): void => {
      if (index !== victim) return;
      if (phase === killAt) die();
      if (killAt === 'in-upload' && phase === 'uploading') setTimeout(die, delayMs);
      if (killAt === 'in-commit' && phase === 'object-stored') setTimeout(die, delayMs);
    };
    const document = await acme.put({
      step,
      name: `part-${index}.bin`,
      body: bodyOf(orders.seed, index, sizeBytes),
      onProgress,
    });
    say({ ack: document.artifact_id, index, sha256: document.sha256 });
    if (killAt === 'acknowledged' && index === victim) die();
  }
  if (killAt === 'in-finish') setTimeout(die, delayMs);
  await acme.steps.finish(step);
  if (killAt === 'in-close') setTimeout(die, delayMs);
  await acme.runs.close({ runId: run.runId, state: 'SUCCEEDED' });
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  process.kill(process.pid, 'SIGKILL');
}

if (require.main === module) {
  say({ ready: true });
  process.stdin.once('data', (data) => {
    work(JSON.parse(data.toString('utf8')) as CrashOrders).catch((error: unknown) => {
      const refused = error instanceof ArtifactStoreError && { code: error.code, exists: error.artifactExists };
      say({ error: String(error), refused });
      process.exit(1);
    });
  });
}
