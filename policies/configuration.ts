import type { PolicyConfigSchema } from '@pulumi/policy';

type Schemas = PolicyConfigSchema['properties'];

/** Parameters of a control. The engine checks the types and fills defaults; here both is done again, as packs run without. */
export interface Configuration<C> {
  properties: Schemas;
  defaults: C;
  /** What no schema can say: one sentence for each rule that is broken. */
  check: (config: C) => readonly string[];
}

/** For a control without parameters. */
export const NO_CONFIGURATION: Configuration<object> = { properties: {}, defaults: {}, check: () => [] };

/** The schema with the defaults of the code in it, so that documents and engine show what holds. */
export const schemaOf = <C>({ properties, defaults }: Configuration<C>): PolicyConfigSchema => ({
  properties: Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      { ...schema, default: structuredClone((defaults as Record<string, object>)[name]) },
    ]),
  ),
});

const typeOf = (value: unknown): string =>
  Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : value === null ? 'null' : typeof value;

function typeProblems(properties: Schemas, given: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (schema === undefined) return [`${name} is no parameter of this control`];
    const type = typeOf(value);
    const fits = schema.type === type || (schema.type === 'number' && type === 'integer');
    if (!fits) return [`${name} is of type ${type}, it has to be ${String(schema.type)}`];
    if (schema.enum !== undefined && !schema.enum.includes(value as string))
      return [`${name} is none of ${schema.enum.map(String).join(', ')}`];
    const items = typeof schema.items === 'object' && !Array.isArray(schema.items) ? schema.items : undefined;
    if (Array.isArray(value) && items?.enum !== undefined && !value.every((v) => items.enum!.includes(v as string)))
      return [`${name} has an element that is none of ${items.enum.map(String).join(', ')}`];
    if (Array.isArray(value) && items?.type !== undefined && !value.every((v) => typeOf(v) === items.type))
      return [`${name} has an element that is not of type ${String(items.type)}`];
    return [];
  });
}

/**
 * The configuration in force: what was given over the defaults.
 *
 * @returns `problems` when it cannot hold; a control that has any fails closed
 */
export function configure<C>(
  configuration: Configuration<C>,
  given: Readonly<Record<string, unknown>>,
): { config: C } | { problems: readonly string[] } {
  const typed = typeProblems(configuration.properties, given);
  if (typed.length > 0) return { problems: typed };
  const config: C = { ...configuration.defaults, ...given };
  const problems = configuration.check(config);
  return problems.length > 0 ? { problems } : { config };
}
