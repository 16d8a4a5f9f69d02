const toNumber = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/** First address and prefix length of the ranges that belong to nobody. Source: RFC 1918 §3 */
const PRIVATE = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const;

/**
 * Whether a text is a private IPv4 range that begins at its own border.
 *
 * @param cidrBlock - such as 10.64.0.0/20
 * @param prefixes - least and most length of its prefix, both included
 * @example isPrivateRange('0.0.0.0/0', [8, 32]) // false
 */
export function isPrivateRange(cidrBlock: string, [least, most]: readonly [number, number]): boolean {
  const match = /^((?:\d{1,3}\.){3}\d{1,3})\/(\d{1,2})$/.exec(cidrBlock);
  if (match === null) return false;
  const [address, prefix] = [match[1]!, Number(match[2])];
  if (prefix < least || prefix > most || address.split('.').some((part) => Number(part) > 255)) return false;
  const first = toNumber(address);
  const inside = ([start, length]: (typeof PRIVATE)[number]): boolean =>
    prefix >= length && Math.floor(first / 2 ** (32 - length)) === Math.floor(toNumber(start) / 2 ** (32 - length));
  return first % 2 ** (32 - prefix) === 0 && PRIVATE.some(inside);
}
