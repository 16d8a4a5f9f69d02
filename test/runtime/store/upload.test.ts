import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { compositeChecksum, partSizeBytes } from '../../../runtime/store/upload';

const MIB = 1_048_576;
const MAX_PARTS = 10_000;

describe('parts of an upload', () => {
  test('are at most 10 000 for every size that S3 takes, and never smaller than asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 * 1024 ** 4 }), fc.integer({ min: 5, max: 64 }), (sizeBytes, mib) => {
        const bytes = partSizeBytes(1, mib * MIB, sizeBytes);
        expect(bytes).toBeGreaterThanOrEqual(mib * MIB);
        expect(Math.ceil(sizeBytes / bytes)).toBeLessThanOrEqual(MAX_PARTS);
      }),
    );
  });

  test('grow when the length is unknown, so that 10 000 of them hold 400 GiB', () => {
    let total = 0;
    for (let n = 1; n <= MAX_PARTS; n++) total += partSizeBytes(n, 8 * MIB, undefined);
    expect(total).toBeGreaterThan(400 * 1024 * MIB);
  });
});

test('the checksum of a multipart object is that of its parts’ digests, with their number', () => {
  const digests = ['a', 'b'].map((part) => createHash('sha256').update(part).digest());
  const parts = digests.map((d, i) => ({ PartNumber: i + 1, ETag: 'e', ChecksumSHA256: d.toString('base64') }));
  const expected = createHash('sha256').update(Buffer.concat(digests)).digest('base64');
  expect(compositeChecksum(parts)).toBe(`${expected}-2`);
});
