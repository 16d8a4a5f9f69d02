import fc from 'fast-check';
import { BlockList } from 'node:net';
import { isPrivateRange } from '../../../components/common/private-range';

const RFC_1918 = new BlockList();
RFC_1918.addSubnet('10.0.0.0', 8);
RFC_1918.addSubnet('172.16.0.0', 12);
RFC_1918.addSubnet('192.168.0.0', 16);
const addressOf = (value: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

describe('a private range', () => {
  test('holds private addresses alone, first to last', () => {
    // A tenth of random addresses is in 10.0.0.0/8 or near a border, so that both answers come.
    const near = fc.oneof(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      ...[10 * 2 ** 24, 172 * 2 ** 24 + 16 * 2 ** 16, 192 * 2 ** 24 + 168 * 2 ** 16].map((start) =>
        fc.integer({ min: start - 2 ** 20, max: start + 2 ** 21 }),
      ),
    );
    fc.assert(
      fc.property(near, fc.integer({ min: 0, max: 32 }), (value, prefix) => {
        const size = 2 ** (32 - prefix);
        const first = Math.floor(value / size) * size;
        const last = first + size - 1;
        const expected =
          [first, last].every((address) => RFC_1918.check(addressOf(address))) &&
          Math.floor(first / 2 ** 24) === Math.floor(last / 2 ** 24);
        expect(isPrivateRange(`${addressOf(first)}/${prefix}`, [0, 32])).toBe(expected);
        if (first !== value) expect(isPrivateRange(`${addressOf(value)}/${prefix}`, [0, 32])).toBe(false);
      }),
    );
  });

  test.each(['10.0.0.0', '10.0.0.0/33', '10.0.0/8', '10.0.0.256/32', 'fc00::/7', '::/0', '', ' 10.0.0.0/8'])(
    'is not %j',
    (text) => expect(isPrivateRange(text, [0, 32])).toBe(false),
  );

  test('has a prefix between the bounds', () => {
    expect(['10.0.0.0/8', '10.0.0.0/16', '10.0.0.0/25'].map((r) => isPrivateRange(r, [16, 24]))).toEqual([
      false,
      true,
      false,
    ]);
  });
});
