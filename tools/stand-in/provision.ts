import type { Operation, Provision } from '../monitor';
import { checkInputs, plannedOutputs, type Properties } from './check';
import { identityOf, type Place } from './identity';
import { onLocal, type LocalTargets } from './local';

/** Whom the stand-in takes itself for, and the servers that it really provisions. */
export interface StandInOptions extends Place {
  /** @default - none: every type is echoed */
  targets?: LocalTargets;
}

interface Made {
  id: string;
  outputs: Properties;
}

const postgresqlId = (inputs: Properties): string =>
  ['role', 'grantRole', 'database', 'schema', 'objectType', 'name']
    .flatMap((key) => (typeof inputs[key] === 'string' ? [inputs[key]] : []))
    .join('_');

/** Id and outputs of a resource that stands, as its provider would give them. */
export function madeOf(token: string, name: string, inputs: Properties, options: StandInOptions): Made {
  if (token.startsWith('postgresql:')) return { id: postgresqlId(inputs), outputs: { ...inputs } };
  const { id, outputs } = identityOf(token, name, inputs, options);
  const planned = plannedOutputs(token, inputs);
  const known = Object.entries({ region: options.region, tagsAll: inputs['tags'] ?? {}, ...outputs });
  // Only outputs that the type has.
  return { id, outputs: { ...Object.fromEntries(known.filter(([key]) => Object.hasOwn(planned, key))), ...inputs } };
}

/**
 * Brings a resource about: on the local server that has its type, else by echo.
 *
 * @param inputs - checked
 * @throws {Error} what the server answers; also where it does not implement the type
 */
export async function bringAbout(
  token: string,
  name: string,
  inputs: Properties,
  options: StandInOptions,
): Promise<Made & { operation: Operation }> {
  const result = await onLocal(options.targets, token, inputs, (type) => type.describe(inputs).ensure());
  if (result?.outcome === 'unsupported') throw new Error(`${token} ${name}: ${result.detail ?? 'not implemented'}`);
  return { ...madeOf(token, name, inputs, options), operation: OPERATIONS[result?.outcome ?? 'created'] };
}

/** What the engine calls it: one that is there already as it should be is the same. */
const OPERATIONS: Readonly<Record<'created' | 'updated' | 'unchanged', Operation>> = {
  created: 'create',
  updated: 'update',
  unchanged: 'same',
};

/**
 * The stand-in without its protocol: what a create would do, or in a dry run plan.
 *
 * @throws {UnjudgedInputError} when the table lacks the type or an input
 * @throws {CheckFailedError} for inputs that the provider would refuse
 */
export const provisionWith =
  (options: StandInOptions): Provision =>
  async ({ type, name, inputs, dryRun }) => {
    const checked = checkInputs(type, name, inputs);
    if (dryRun) return { id: '', inputs: checked, outputs: plannedOutputs(type, checked) };
    return { inputs: checked, ...(await bringAbout(type, name, checked, options)) };
  };
