import { inflateSync } from 'node:zlib';

/** The size of a PNG, and how many of its pixels have each colour. For what Chromium writes: 8 bits, not interlaced. */
export function readPng(png: Buffer): { width: number; height: number; colours: Map<string, number> } {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const bytes = { 2: 3, 6: 4 }[png[25]!];
  if (png[24] !== 8 || bytes === undefined || png[28] !== 0) throw new Error('the PNG is not 8 bits RGB or RGBA');
  const filtered = inflateSync(Buffer.concat(data));
  const colours = new Map<string, number>();
  let above = Buffer.alloc(width * bytes);
  for (let y = 0; y < height; y++) {
    const start = y * (width * bytes + 1);
    const row = Buffer.from(filtered.subarray(start + 1, start + 1 + width * bytes));
    for (let x = 0; x < row.length; x++) {
      const [left, up, corner] = [row[x - bytes] ?? 0, above[x]!, above[x - bytes] ?? 0];
      const far = [left, up, corner].map((near) => Math.abs(left + up - corner - near));
      const paeth = far[0]! <= far[1]! && far[0]! <= far[2]! ? left : far[1]! <= far[2]! ? up : corner;
      row[x] = row[x]! + [0, left, up, (left + up) >> 1, paeth][filtered[start]!]!;
    }
    for (let x = 0; x < row.length; x += bytes) {
      const colour = row.toString('hex', x, x + bytes);
      colours.set(colour, (colours.get(colour) ?? 0) + 1);
    }
    above = row;
  }
  return { width, height, colours };
}
