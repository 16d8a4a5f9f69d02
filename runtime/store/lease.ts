import { ArtifactStoreError } from '../errors';

/**
 * Keeps an intent alive while its upload runs, and stops the upload when it no longer is: once the lease has run out,
 * recovery may abandon the intent, so nothing may be published under it any more.
 *
 * Small puts end before the first renewal and cost nothing.
 */
export class Lease {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private expiresAt = Infinity;

  /**
   * @param renew - extends the lease in the database; false when the intent is no longer open
   * @param lost - makes the error that a lost lease stops the write with
   */
  constructor(
    private readonly leaseSeconds: number,
    private readonly renew: () => Promise<boolean>,
    private readonly lost: (reason: string) => Error,
  ) {}

  /** Aborts when the lease is lost. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** @param askedAt - `performance.now()` before the intent was sent: it may have been recorded at once */
  start(askedAt: number): void {
    this.expiresAt = askedAt + 1000 * this.leaseSeconds;
    this.timer = setInterval(() => void this.extend(), (1000 * this.leaseSeconds) / 3).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /**
   * To be asked before anything is published. A process that was suspended has not renewed for as long.
   *
   * @throws what `lost` made, when the lease is lost
   */
  async assertHeld(): Promise<void> {
    if (performance.now() > this.expiresAt) await this.extend();
    this.signal.throwIfAborted();
  }

  private async extend(): Promise<void> {
    const asked = performance.now();
    try {
      if (await this.renew()) this.expiresAt = asked + 1000 * this.leaseSeconds;
      else this.lose('recovery gave it up');
    } catch (error) {
      // The database may come back before the lease ends.
      if (!(error instanceof ArtifactStoreError) || !error.retryable) this.lose('its intent could not be renewed');
    }
    if (performance.now() > this.expiresAt) this.lose('its lease ran out while the database did not answer');
  }

  private lose(reason: string): void {
    this.stop();
    this.controller.abort(this.lost(reason));
  }
}
