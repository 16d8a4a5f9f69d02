import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const SUPER_BLOCK_BYTES = 8;
const HEADER_BYTES = 16;
const CHECKSUM_BYTES = 4;
const TIMESTAMP_BYTES = 8;

const CRC32C = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0x82f63b78 : c >>> 1;
  return c >>> 0;
});

const crc32c = (bytes: Uint8Array): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC32C[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
};

/**
 * Flips one byte of stored data in SeaweedFS's volume files, below the server, and mends the volume's own checksum: so
 * the server finds nothing wrong, and only a digest kept elsewhere can.
 *
 * @param dataBytes - size of the body; make it one that no other object has
 * @returns how many places were changed
 */
export async function flipStoredByte(instanceDirectory: string, dataBytes: number): Promise<number> {
  const folder = path.join(instanceDirectory, 'seaweedfs');
  for (let tries = 0; tries < 50; tries++) {
    let flipped = 0;
    for (const file of (await readdir(folder)).filter((f) => f.endsWith('.dat')))
      flipped += await flipIn(path.join(folder, file), dataBytes);
    if (flipped > 0) return flipped;
    await pause(100);
  }
  return 0;
}

/** Walks the needles of a volume: cookie 4, id 8, size 4, then data size 4, data, …, checksum 4, timestamp 8, padding. */
const flipIn = async (file: string, dataBytes: number): Promise<number> => {
  const handle = await open(file, 'r+');
  try {
    const volume = await handle.readFile();
    let flipped = 0;
    for (let at = SUPER_BLOCK_BYTES; at + HEADER_BYTES <= volume.length;) {
      const size = volume.readUInt32BE(at + 12);
      const dataAt = at + HEADER_BYTES + 4;
      if (size > 0 && volume.readUInt32BE(at + HEADER_BYTES) === dataBytes) {
        const data = volume.subarray(dataAt, dataAt + dataBytes);
        data[Math.floor(dataBytes / 2)]! ^= 0x01;
        const checksum = Buffer.alloc(CHECKSUM_BYTES);
        checksum.writeUInt32BE(crc32c(data));
        await handle.write(data, 0, data.length, dataAt);
        await handle.write(checksum, 0, CHECKSUM_BYTES, at + HEADER_BYTES + size);
        flipped++;
      }
      const length = HEADER_BYTES + size + CHECKSUM_BYTES + TIMESTAMP_BYTES;
      at += length + (8 - (length % 8));
    }
    return flipped;
  } finally {
    await handle.close();
  }
};
