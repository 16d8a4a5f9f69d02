import { UNKNOWN } from './types';

/** Marks of Pulumi's property encoding; https://github.com/pulumi/pulumi/blob/master/sdk/proto/pulumi/resource.proto */
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';
const OUTPUT_VALUE = 'd0e6a833031e9bbcd3f4e8bde6ca49a4';
const RESOURCE_REFERENCE = '5cf8f73096256a8f31e491e813e4eb8e';

type Properties = Record<string, unknown>;

const isObject = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Secrets and output values as what they hold, references as the id or URN of what they name; the rest as it is. */
export function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (!isObject(value)) return value;
  switch (value[SIGNATURE]) {
    case SECRET:
      return unwrap(value['value']);
    case OUTPUT_VALUE:
      return 'value' in value ? unwrap(value['value']) : UNKNOWN;
    case RESOURCE_REFERENCE:
      return value['id'] === '' ? UNKNOWN : (value['id'] ?? value['urn']);
    default:
      return mapValues(value, unwrap);
  }
}

/** Whether a secret is anywhere inside. */
export function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (!isObject(value)) return false;
  if (value[SIGNATURE] === SECRET) return true;
  if (value[SIGNATURE] === OUTPUT_VALUE && value['secret'] === true) return true;
  return Object.values(value).some(holdsSecret);
}

/** Keys keep their own names, whatever they are: a property may be called `__proto__`. */
export const mapValues = (value: Properties, change: (inner: unknown) => unknown): Properties =>
  Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]));

/** A value that may not be shown. */
export const secret = (value: unknown): Properties => ({ [SIGNATURE]: SECRET, value });
