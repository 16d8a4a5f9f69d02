import Ajv2020, { type ErrorObject } from 'ajv/dist/2020';
import { shown } from '../common/checks';
import type { ArgumentProblem } from '../problems';
import { SettingsSchema, type Settings } from './schema';

/** Namespace of this project's settings in a stack file. */
export const NAMESPACE = 'gl-artifacts';

const ajv = new Ajv2020({ allErrors: true, discriminator: true, strict: true, allowUnionTypes: true, verbose: true });
ajv.addFormat('uri', (text: string) => URL.canParse(text));
const validate = ajv.compile<Settings>(SettingsSchema);

/** Pulumi hands every setting over as text, and what is structured as JSON. */
const valueOf = (text: string): unknown => {
  if (!/^\s*(\{|\[|true$|false$|-?\d{1,9}$)/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/** Settings that are text whatever they look like: digits of a name, a password. */
const TEXTUAL = ['accountId', 'databaseMasterPassword'];

/** A setting may be anything, a secret that lies wrong too: only what is short and plain is shown. */
const plain = (data: unknown): string =>
  typeof data === 'object' && data !== null ? (Array.isArray(data) ? 'a list' : 'an object') : shown(data).slice(0, 80);

const choices = (error: ErrorObject): string | undefined => {
  const schema = error.parentSchema as {
    anyOf?: { const?: unknown }[];
    oneOf?: { properties: { mode: { const: string } } }[];
  };
  if (error.keyword === 'discriminator') return schema.oneOf!.map((shape) => shape.properties.mode.const).join(', ');
  const constants = schema.anyOf?.map((one) => one.const);
  return constants?.every((one) => typeof one === 'string') ? constants.join(', ') : undefined;
};

const problemOf = (error: ErrorObject): ArgumentProblem => {
  const params = error.params as { missingProperty?: string; additionalProperty?: string };
  const path = error.instancePath.split('/').slice(1).join('.');
  const property = params.missingProperty ?? params.additionalProperty;
  const { description } = error.parentSchema as { description?: string };
  const allowed = choices(error);
  const mode = error.keyword === 'discriminator' ? '.mode' : '';
  const value = mode === '' ? error.data : (error.data as { mode: unknown }).mode;
  return {
    path: `${NAMESPACE}:${[path, property].filter(Boolean).join('.')}${mode}`,
    value:
      error.keyword === 'required' ? 'nothing' : error.keyword === 'additionalProperties' ? 'a setting' : plain(value),
    rule:
      error.keyword === 'additionalProperties'
        ? 'is not a setting of this project'
        : allowed !== undefined
          ? `is one of ${allowed}`
          : `${error.message ?? error.keyword}${description === undefined ? '' : ` (${description})`}`,
    fix:
      error.keyword === 'required'
        ? 'add it'
        : error.keyword === 'additionalProperties'
          ? 'remove it or correct its spelling'
          : 'change it',
  };
};

/** Of a union of constants only the union's own error says what is allowed. */
const says = (error: ErrorObject): boolean => error.keyword !== 'const' && error.keyword !== 'if';

/** What the schema makes of a stack's settings: those that are right, and a problem for each thing that is not. */
export interface ParsedSettings {
  /** Without those that break the schema. */
  settings: Settings;
  problems: ArgumentProblem[];
}

/**
 * Parses and checks the settings of a stack, each by its own form.
 *
 * @param values - the whole configuration, `namespace:key` to text, as the engine gives it
 */
export function parseSettings(values: Readonly<Record<string, string>>): ParsedSettings {
  const given = Object.entries(values)
    .filter(([key]) => key.startsWith(`${NAMESPACE}:`))
    .map(([key, text]): [string, unknown] => {
      const name = key.slice(NAMESPACE.length + 1);
      return [name, TEXTUAL.includes(name) ? text : valueOf(text)];
    });
  if (validate(Object.fromEntries(given))) return { settings: Object.fromEntries(given), problems: [] };
  const errors = validate.errors ?? [];
  const broken = new Set(
    errors.map(
      ({ instancePath, params }) =>
        instancePath.split('/')[1] ?? (params as { additionalProperty?: string }).additionalProperty,
    ),
  );
  return {
    settings: Object.fromEntries(given.filter(([key]) => !broken.has(key))),
    problems: errors.filter(says).map(problemOf),
  };
}
