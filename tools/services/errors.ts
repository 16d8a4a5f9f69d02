/** Thrown when a service cannot be had; names every way that was tried and what would help. */
export class ServiceUnavailableError extends Error {
  constructor(service: string, tried: readonly string[], fixes: readonly string[]) {
    super(
      [`${service} cannot be had`, ...tried.map((t) => `  tried: ${t}`), ...fixes.map((f) => `  or: ${f}`)].join('\n'),
    );
    this.name = 'ServiceUnavailableError';
  }
}
