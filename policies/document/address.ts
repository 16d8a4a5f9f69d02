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

interface Range {
  bits: number;
  /** How many bits at the end differ within it. */
  open: bigint;
  network: bigint;
}

function rangeOf(text: string): Range | undefined {
  const [base, length, ...rest] = text.split('/');
  const address = parse(base!);
  if (address === undefined || rest.length > 0) return undefined;
  const { bits, value } = address;
  const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : NaN;
  if (!(prefix <= bits)) return undefined;
  const open = BigInt(bits - prefix);
  return { bits, open, network: value >> open };
}

/**
 * Whether an IP address lies in a range in CIDR notation; a range without a length is one address. What is no address,
 * and an IPv4 address against an IPv6 range, does not match.
 *
 * Source: RFC 4632, RFC 4291; IAM User Guide, "IP address condition operators".
 */
export function inCidr(address: string, range: string): boolean {
  const [given, wanted] = [parse(address), rangeOf(range)];
  if (given === undefined || wanted?.bits !== given.bits) return false;
  return given.value >> wanted.open === wanted.network;
}

function textOf(bits: number, value: bigint): string {
  const [size, radix, separator] = bits === V4_BITS ? ([8, 10, '.'] as const) : ([16, 16, ':'] as const);
  const parts = Array.from({ length: bits / size }, (_, index) =>
    BigInt.asUintN(size, value >> BigInt(bits - size * (index + 1))),
  );
  return parts.map((part) => part.toString(radix)).join(separator);
}

/** The first address of a range and the first one after it: what ranges tell apart begins at one of those. */
export function edgesOf(text: string): string[] {
  const range = rangeOf(text);
  if (range === undefined) return [];
  const { bits, open, network } = range;
  return [network << open, (network + 1n) << open]
    .filter((value) => value >> BigInt(bits) === 0n)
    .map((value) => textOf(bits, value));
}
