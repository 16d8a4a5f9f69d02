const V4_BITS = 32;
const V6_BITS = 128;

function v4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.map(BigInt).reduce((sum, part) => (sum << 8n) | part);
}

function v6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = (half = ''): string[] => (half === '' ? [] : half.split(':'));
  const [head, tail] = [groups(halves[0]), groups(halves[1])];
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...head, ...Array<string>(Math.max(missing, 0)).fill('0'), ...tail];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return all.map((group) => BigInt(`0x${group}`)).reduce((sum, group) => (sum << 16n) | group);
}

const parse = (text: string): { bits: number; value: bigint } | undefined => {
  const bits = text.includes(':') ? V6_BITS : V4_BITS;
  const value = bits === V4_BITS ? v4(text) : v6(text);
  return value === undefined ? undefined : { bits, value };
};

/**
 * Whether an IP address lies in a range in CIDR notation; a range without a length is one address. What is no address,
 * and an IPv4 address against an IPv6 range, does not match.
 *
 * Source: RFC 4632, RFC 4291; IAM User Guide, "IP address condition operators".
 */
export function inCidr(address: string, range: string): boolean {
  const [base, length, ...rest] = range.split('/');
  const [given, network] = [parse(address), parse(base!)];
  if (given === undefined || network?.bits !== given.bits || rest.length > 0) return false;
  const prefix = length === undefined ? network.bits : /^\d{1,3}$/.test(length) ? Number(length) : NaN;
  if (!(prefix <= network.bits)) return false;
  const shift = BigInt(network.bits - prefix);
  return given.value >> shift === network.value >> shift;
}
