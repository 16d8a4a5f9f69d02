import { createHash } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** PostgreSQL refuses to run as root, so for root it runs as nobody. */
const NOBODY = 65_534;

/** Who PostgreSQL runs as: undefined means as we are. */
export const postgresOwner = (): { uid: number; gid: number } | undefined =>
  process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;

/** Where binaries are kept between runs and shared by checkouts. Root's must be readable by nobody, its home is not. */
export function cacheDirectory(): string {
  if (process.env['GL_CACHE_DIR'] !== undefined) return process.env['GL_CACHE_DIR'];
  if (postgresOwner() !== undefined) return '/var/cache/gl-artifacts';
  const base =
    process.env['XDG_CACHE_HOME'] ??
    (process.platform === 'darwin' ? path.join(os.homedir(), 'Library/Caches') : path.join(os.homedir(), '.cache'));
  return path.join(base, 'gl-artifacts');
}

/** Where an instance's database lies: beside it, but for root below /var/lib, since nobody cannot enter a 0700 home. */
export function postgresDirectory(instance: string): string {
  if (postgresOwner() === undefined) return path.join(instance, 'postgres');
  const name = createHash('sha256').update(path.resolve(instance)).digest('hex').slice(0, 16);
  return path.join('/var/lib/gl-artifacts', name);
}

/** Makes a folder that others may pass through, whatever the umask says. */
export async function makePassable(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await chmod(directory, 0o755);
}
