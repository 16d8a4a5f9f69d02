import { bracketed, splitLiteral } from './go-text';

/** What the upstream Terraform provider says of one argument or attribute. */
export interface Attribute {
  /** As in the source, without case and separators: the constants of `names` do not keep them. */
  key: string;
  computed: boolean;
  /** Sometimes: a condition, or a member of it, decides. */
  replaces: 'always' | 'sometimes' | 'never';
  /** A literal that stands for what is left out. */
  default?: string | number | boolean;
}

/** Terraform's, Pulumi's and Go's spellings of one name are equal in this form. */
export const normalised = (name: string): string => name.replaceAll('_', '').toLowerCase();

/**
 * Reads the schema of a resource from its Go source, as written for either of Terraform's plugin SDKs.
 *
 * @param source - the function that returns the schema
 * @param customDiffs - further functions that may force a replacement
 * @throws {Error} when it holds no schema
 */
export function readSchema(source: string, customDiffs: readonly string[]): Attribute[] {
  const conditional = new Set(
    [source, ...customDiffs].flatMap((text) =>
      [...text.matchAll(/ForceNew(?:If|IfChange)?\((names\.Attr\w+|"\w+")/g)].map(([, name]) => keyOf(name!)),
    ),
  );
  return topLevel(source).map(([name, value]) => {
    const attribute = describe(name, value);
    const sometimes = conditional.has(attribute.key) && attribute.replaces === 'never';
    return sometimes ? { ...attribute, replaces: 'sometimes' } : attribute;
  });
}

const keyOf = (name: string): string => normalised(name.replace(/^names\.Attr/, '').replaceAll('"', ''));

/** Literals of the classic SDK are one map; those of the framework are attributes and blocks. */
const topLevel = (source: string): [string, string][] => {
  const classic = source.search(/map\[string\]\*schema\.Schema\{/);
  if (classic >= 0) return fieldsOf(bracketed(source, source.indexOf('{', classic)));
  const framework = /schema\.Schema\{/.exec(source);
  if (framework === null) throw new Error(`no schema in ${source.slice(0, 80)}`);
  const parts = fieldsOf(bracketed(source, framework.index + framework[0].length - 1));
  return parts
    .filter(([name]) => name === 'Attributes' || name === 'Blocks')
    .flatMap(([, value]) => fieldsOf(bracketed(value, value.indexOf('{'))));
};

const fieldsOf = (body: string): [string, string][] =>
  splitLiteral(body).flatMap((part): [string, string][] => {
    const field = /^([\w.]+|"\w+"):\s*([\s\S]*)$/.exec(part);
    return field === null ? [] : [[field[1]!, field[2]!]];
  });

const FORCES = /\bForceNew:\s*true|\bRequiresReplace(?:IfConfigured)?\(\)/;

const describe = (name: string, value: string): Attribute => {
  const open = value.indexOf('{');
  // A helper's name says what it returns: `TagsSchemaComputed()`, `ARNAttributeComputedOnly()`, `TagsSchemaForceNew()`.
  if (open < 0)
    return {
      key: keyOf(name),
      computed: /Computed|IDAttribute/.test(value),
      replaces: /ForceNew/.test(value) ? 'always' : 'never',
    };
  const fields = new Map(fieldsOf(bracketed(value, open)));
  const own = `ForceNew: ${fields.get('ForceNew')} ${fields.get('PlanModifiers') ?? ''}`;
  const inner = FORCES.test(value) || /RequiresReplaceIf\(/.test(value);
  const literal = /^(?:(true|false)|(-?\d+)|"([^"]*)")$/.exec(fields.get('Default') ?? '');
  return {
    key: keyOf(name),
    computed: fields.get('Computed') === 'true' || (fields.has('Default') && literal === null),
    replaces: FORCES.test(own) ? 'always' : inner ? 'sometimes' : 'never',
    ...(literal && { default: literal[1] ? literal[1] === 'true' : literal[2] ? Number(literal[2]) : literal[3]! }),
  };
};
