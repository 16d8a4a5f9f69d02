import { AttemptFencedError, ArtifactStoreError } from '../errors';

/**
 * Keeps an intent alive while its upload runs, and stops the upload when it no longer is: once the lease has run out,
 * recovery may abandon the intent, so nothing may be published under it any more.
 *
 * Small puts end before the first renewal and cost nothing.
 */
export class Lease {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private expiresAt: number;

  /** @param renew - extends the lease in the database; false when the intent is no longer open */
  constructor(
    private readonly leaseSeconds: number,
    private readonly renew: () => Promise<boolean>,
  ) {
    this.expiresAt = performance.now() + 1000 * leaseSeconds;
    this.timer = setInterval(() => void this.tick(), (1000 * leaseSeconds) / 3);
    this.timer.unref();
  }

  /** Aborts when the lease is lost. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async tick(): Promise<void> {
    const asked = performance.now();
    try {
      if (await this.renew()) this.expiresAt = asked + 1000 * this.leaseSeconds;
      else this.lose('the intent was abandoned');
    } catch (error) {
      // The database may come back before the lease ends.
      if (!(error instanceof ArtifactStoreError) || !error.retryable) this.lose('the intent could not be renewed');
    }
    if (performance.now() > this.expiresAt) this.lose('the lease ran out while the database did not answer');
  }

  private lose(reason: string): void {
    this.stop();
    this.controller.abort(new AttemptFencedError({ leaseSeconds: this.leaseSeconds }, reason));
  }
}
