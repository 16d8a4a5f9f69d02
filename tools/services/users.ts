import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isRunning, startTimeOf } from './processes';
import type { ProcessRecord } from './types';

const folder = (directory: string): string => path.join(directory, 'users');

/** Notes that this process uses an instance. @returns the note, for {@link removeUser} */
export async function addUser(directory: string): Promise<string> {
  await mkdir(folder(directory), { recursive: true, mode: 0o700 });
  const note = path.join(folder(directory), randomUUID());
  const user: ProcessRecord = { pid: process.pid, startedAt: (await startTimeOf(process.pid)) ?? 'unknown' };
  await writeFile(note, JSON.stringify(user));
  return note;
}

export const removeUser = (note: string): Promise<void> => rm(note, { force: true });

/** Whether anybody uses an instance; notes of processes that died are thrown away. */
export async function hasUsers(directory: string): Promise<boolean> {
  const notes = await readdir(folder(directory)).catch(() => []);
  const living = await Promise.all(
    notes.map(async (name) => {
      const note = path.join(folder(directory), name);
      const text = await readFile(note, 'utf8');
      const lives = await isRunning(JSON.parse(text) as ProcessRecord);
      if (!lives) await removeUser(note);
      return lives;
    }),
  );
  return living.includes(true);
}
