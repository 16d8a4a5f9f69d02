import { mkdir } from 'node:fs/promises';
import lockfile from 'proper-lockfile';

/** Does work on an instance directory that nobody else may do at the same time, in this process or another. */
export async function locked<T>(directory: string, work: () => Promise<T>): Promise<T> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const release = await lockfile.lock(directory, {
    stale: 30_000,
    retries: { retries: 600, minTimeout: 200, maxTimeout: 1000 },
  });
  try {
    return await work();
  } finally {
    await release();
  }
}
