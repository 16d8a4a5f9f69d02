import { readFile } from 'node:fs/promises';
import Ajv2020, { type ErrorObject } from 'ajv/dist/2020';
import { InvalidConfigError, type Problem } from '../errors';
import { printable } from '../keys/names';
import { RuntimeConfigSchema, type RuntimeConfig } from './schema';

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, verbose: true });
ajv.addFormat('uri', (text: string) => URL.canParse(text));
const validate = ajv.compile<RuntimeConfig>(RuntimeConfigSchema);

const fixes: Record<string, string> = {
  required: 'add it',
  additionalProperties: 'remove it or correct its spelling',
  const: 'use that value',
  type: 'change its type',
};

/** An object may carry a misplaced secret, so only plain values are shown. */
const shown = (data: unknown): string => (typeof data === 'object' && data !== null ? 'an object' : printable(data));

const problemOf = (error: ErrorObject): Problem => {
  const params = error.params as Record<string, string>;
  const property = params['missingProperty'] ?? params['additionalProperty'];
  const description = (error.parentSchema as { description?: string } | undefined)?.description;
  return {
    path: [error.instancePath || '/', property].filter(Boolean).join(error.instancePath ? '/' : ''),
    value: error.keyword === 'required' ? 'nothing' : shown(error.data),
    rule: `${error.message ?? error.keyword}${description === undefined ? '' : ` (${description})`}`,
    fix: fixes[error.keyword] ?? 'correct it',
  };
};

/** Rules that a JSON Schema cannot say: they compare fields. */
const crossFieldProblems = (config: RuntimeConfig): Problem[] => {
  const problems: Problem[] = [];
  const names = config.retention.classes.map((c) => c.name);
  config.retention.classes.forEach((c, i) => {
    if (c.days < config.bucket.objectLock.days) {
      problems.push({
        path: `/retention/classes/${i}/days`,
        value: String(c.days),
        rule: `a class lives at least as long as the lock (${config.bucket.objectLock.days} days)`,
        fix: 'raise the days or lower /bucket/objectLock/days',
      });
    }
    if (names.indexOf(c.name) !== i) {
      problems.push({
        path: `/retention/classes/${i}/name`,
        value: c.name,
        rule: 'class names are unique',
        fix: 'rename it',
      });
    }
  });
  if (!names.includes(config.retention.defaultClass)) {
    problems.push({
      path: '/retention/defaultClass',
      value: printable(config.retention.defaultClass),
      rule: `is one of ${names.join(', ')}`,
      fix: 'name a class of /retention/classes',
    });
  }
  return problems;
};

/**
 * Checks a parsed configuration against the schema and across its fields.
 *
 * @param value - anything, as parsed from JSON
 * @param source - where it came from, for the message
 * @throws {InvalidConfigError} with every problem: path, value, rule and fix
 */
export function checkConfig(value: unknown, source = 'literal'): RuntimeConfig {
  if (!validate(value)) {
    const problems = (validate.errors ?? []).filter((e) => e.keyword !== 'anyOf').map(problemOf);
    throw new InvalidConfigError(source, problems);
  }
  const problems = crossFieldProblems(value);
  if (problems.length > 0) throw new InvalidConfigError(source, problems);
  return value;
}

const parse = (text: string, source: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const rule = `is JSON (${(error as Error).message})`;
    throw new InvalidConfigError(source, [{ path: '/', value: `${text.length} characters`, rule, fix: 'write JSON' }]);
  }
};

/**
 * Loads the runtime configuration from a literal, a file path, or JSON text.
 *
 * @param source - a configuration object, a path, or a JSON text that starts with `{`
 * @throws {InvalidConfigError} when it cannot be read, is not JSON or breaks a rule
 */
export async function loadConfig(source: string | object): Promise<RuntimeConfig> {
  if (typeof source !== 'string') return checkConfig(source);
  if (source.trimStart().startsWith('{')) return checkConfig(parse(source, 'text'), 'text');
  const text = await readFile(source, 'utf8').catch((error: Error) => {
    const problem = {
      path: '/',
      value: printable(source),
      rule: `is a readable file (${error.message})`,
      fix: 'name a file',
    };
    throw new InvalidConfigError(source, [problem]);
  });
  return checkConfig(parse(text, source), source);
}
