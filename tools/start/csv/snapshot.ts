import { constants } from 'node:fs';
import { copyFile, open, stat } from 'node:fs/promises';
import { NotACsvError } from '../errors';
import { dialectOf, type CsvDialect } from './dialect';

const HEAD_BYTES = 65_536;

/**
 * Copies the user's file, so that what is converted and what is stored are the same bytes even if the file is written
 * to meanwhile, and decides its dialect.
 *
 * @param file - the user's path
 * @param copy - where the copy goes
 * @throws {NotACsvError} when it is missing, a directory, empty, unreadable, binary or without columns
 */
export async function snapshotCsv(file: string, copy: string): Promise<CsvDialect> {
  const refused = (value: string, rule: string, fix: string, cause?: unknown) =>
    new NotACsvError({ what: file, value, rule, fix }, cause);
  const unreadable = (error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT'
      ? refused('no such file', 'the file exists', 'check the path', error)
      : refused(
          `an unreadable file (${error.code ?? error.message})`,
          'the file can be read',
          'check its permissions',
          error,
        );

  const info = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(error);
  });
  if (info.isDirectory()) throw refused('a directory', 'the input is one CSV file', 'name the file in it');
  if (!info.isFile()) throw refused('a pipe or a device', 'the input is a regular file', 'save it to a file first');
  if (info.size === 0) throw refused('an empty file', 'a CSV file has at least a header line', 'check what wrote it');
  await copyFile(file, copy, constants.COPYFILE_FICLONE).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(error);
  });

  const head = await readHead(copy);
  if (head.includes(0))
    throw refused('binary data', 'a CSV file is UTF-8 text', 'unpack it, or export it as CSV in UTF-8');
  return dialectOf(
    decode(head, () => refused('bytes that are not UTF-8', 'a CSV file is UTF-8 text', 'convert it (iconv -t utf-8)')),
    file,
  );
}

const readHead = async (file: string): Promise<Buffer> => {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

/** The head may end inside a character, so `stream` lets an unfinished one pass. */
const decode = (bytes: Buffer, refused: () => Error): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: bytes.length === HEAD_BYTES });
  } catch {
    throw refused();
  }
};
