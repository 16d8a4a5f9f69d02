import { SingleBar } from 'cli-progress';
import {
  ArtifactStoreError,
  IntegrityError,
  InvalidConfigError,
  InvalidInputError,
  NotFoundError,
  ObjectMissingError,
} from '../errors';

/** Exit codes of the CLI, documented in its help. */
export const EXIT = { ok: 0, failed: 1, usage: 2, notFound: 3, tampered: 4, retryable: 5, interrupted: 130 } as const;

/** What an error means for a script that called the CLI. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof InvalidInputError || error instanceof InvalidConfigError) return EXIT.usage;
  if (error instanceof NotFoundError) return EXIT.notFound;
  if (error instanceof IntegrityError || error instanceof ObjectMissingError) return EXIT.tampered;
  if (error instanceof ArtifactStoreError && error.retryable) return EXIT.retryable;
  return EXIT.failed;
}

/** People at a terminal get text; everything else gets one JSON object a line. */
export class Output {
  private readonly forPeople = process.stdout.isTTY === true;

  /** @param signal - aborted by Ctrl-C; what a command starts ends with it */
  constructor(readonly signal: AbortSignal) {}

  /** @param text - the same for people; left out, people see the JSON indented */
  print(value: unknown, text?: string): void {
    process.stdout.write(`${this.forPeople ? (text ?? JSON.stringify(value, null, 2)) : JSON.stringify(value)}\n`);
  }

  error(error: unknown): void {
    const { message } = error instanceof Error ? error : new Error(String(error));
    if (this.forPeople || !(error instanceof ArtifactStoreError)) {
      process.stderr.write(`gl-artifacts: ${message}\n`);
      return;
    }
    const { code, retryable, artifactExists } = error;
    process.stderr.write(`${JSON.stringify({ error: code, message, retryable, artifactExists })}\n`);
  }

  /** A bar on a terminal, nothing elsewhere. */
  progress(label: string): { update(doneBytes: number, totalBytes: number | undefined): void; stop(): void } {
    if (process.stderr.isTTY !== true) return { update: () => undefined, stop: () => undefined };
    const bar = new SingleBar({
      format: `${label} {bar} {percentage}% {value}/{total} bytes, {eta_formatted} left`,
      stream: process.stderr,
      hideCursor: true,
    });
    let started = false;
    return {
      update: (doneBytes, totalBytes) => {
        const total = totalBytes ?? doneBytes;
        if (!started) bar.start(total, doneBytes);
        started = true;
        bar.setTotal(total);
        bar.update(doneBytes);
      },
      stop: () => bar.stop(),
    };
  }
}
