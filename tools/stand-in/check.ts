import { createHash } from 'node:crypto';
import { UNKNOWN } from '../monitor';
import { CheckFailedError, UnjudgedInputError, type CheckFailure } from './errors';
import { ruleOf, type TypeRule } from './table';

export type Properties = Record<string, unknown>;

/** @throws {UnjudgedInputError} when the table lacks the type */
export function requireRule(token: string): TypeRule {
  const rule = ruleOf(token);
  if (rule === undefined) throw new UnjudgedInputError(token, '', 'the table of inputs does not have this type');
  return rule;
}

/**
 * What a provider's check answers: the inputs with its defaults and a generated name.
 *
 * @param old - inputs of the resource as it stands; it keeps its generated name
 * @param seed - of the engine; makes the name's random part
 * @throws {UnjudgedInputError} when an input is real, but the table does not say what it does
 * @throws {CheckFailedError} for unknown and missing inputs, all at once
 */
export function checkInputs(
  token: string,
  name: string,
  inputs: Properties,
  old: Properties = {},
  seed: Uint8Array = Buffer.from(name),
): Properties {
  const rule = requireRule(token);
  const given = Object.keys(inputs).filter((key) => inputs[key] !== null && !key.startsWith('__'));
  const unjudged = given.find((key) => rule.unjudged?.includes(key));
  if (unjudged !== undefined)
    throw new UnjudgedInputError(token, unjudged, 'the SDK has it, the sources of the table did not');
  const known = (key: string): boolean => Object.hasOwn(rule.inputs, key);
  const failures: CheckFailure[] = [
    ...given.filter((key) => !known(key)).map((property) => ({ property, reason: 'is no argument of this type' })),
    ...Object.entries(rule.inputs)
      .filter(([key, { required }]) => required === true && !given.includes(key))
      .map(([property]) => ({ property, reason: 'is required' })),
  ];
  if (failures.length > 0) throw new CheckFailedError(token, name, failures);
  const defaults = Object.entries(rule.inputs).flatMap(([key, { default: value }]): [string, unknown][] =>
    value === undefined || given.includes(key) ? [] : [[key, value]],
  );
  return {
    ...Object.fromEntries(defaults),
    ...Object.fromEntries(given.map((key) => [key, inputs[key]])),
    ...generatedName(token, name, given, old, seed),
  };
}

/** Pulumi names what was left unnamed after the resource; other names are left to AWS. */
const generatedName = (
  token: string,
  name: string,
  given: readonly string[],
  old: Properties,
  seed: Uint8Array,
): Properties => {
  const key = token === 'aws:s3/bucket:Bucket' ? 'bucket' : 'name';
  const rule = requireRule(token).inputs[key];
  if (rule === undefined || rule.required === true || given.includes(key) || given.includes(`${key}Prefix`)) return {};
  const suffix = createHash('sha256').update(seed).digest('hex').slice(0, 7);
  return { [key]: old[key] ?? (token.startsWith('postgresql:') ? name : `${name}-${suffix}`) };
};

/** What is known of a resource before it is made: what it was given; all that the provider fills in is unknown. */
export function plannedOutputs(token: string, inputs: Properties): Properties {
  const { inputs: rules, outputs } = requireRule(token);
  const computed = Object.keys(rules).filter((key) => rules[key]!.computed === true);
  return { ...Object.fromEntries([...outputs, ...computed].map((key) => [key, UNKNOWN])), ...inputs };
}
