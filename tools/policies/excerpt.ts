import { UNKNOWN } from '../monitor';
import type { AnalyzedResource, Covered, Finding } from './types';

const MOST_CHARACTERS = 2_000;

const at = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (from, key) =>
      typeof from === 'object' && from !== null && Object.hasOwn(from, key)
        ? (from as Record<string | number, unknown>)[key]
        : undefined,
    value,
  );

function statementOf(policy: unknown, index: number): unknown {
  const document: unknown = typeof policy === 'string' ? JSON.parse(policy) : policy;
  const statements = at(document, ['Statement']);
  return Array.isArray(statements) ? statements[index] : index === 0 ? statements : undefined;
}

/**
 * The offending part of a resource's inputs. Nothing of an input with a secret in it is shown: policies see secrets in
 * plain and say only places, the value is taken from the recorded inputs here.
 */
export function excerptOf(
  finding: Finding,
  words: readonly Covered[],
  resources: readonly AnalyzedResource[],
): { property?: string; excerpt?: string } {
  const covered = words.find(({ policy, urn }) => policy === finding.policy && urn === finding.urn);
  const resource = resources.find(({ urn }) => urn === finding.urn);
  const outcome = covered?.outcome;
  const place = outcome?.verdict === 'fail' || outcome?.verdict === 'unverifiable' ? outcome.at : undefined;
  const [top] = place?.property ?? [];
  if (place === undefined || resource === undefined || top === undefined) return {};
  const { statement } = place;
  const property = place.property.join('.') + (statement === undefined ? '' : `.Statement[${statement}]`);
  if (resource.secretInputs.includes(String(top))) return { property: `${property} (a secret: not shown)` };
  const value = at(resource.inputs, place.property);
  const part = statement === undefined ? value : statementOf(value, statement);
  if (part === undefined || (typeof part === 'string' && statement === undefined && top === 'policy'))
    return { property };
  const text = JSON.stringify(part, null, 2).replaceAll(UNKNOWN, '(not known yet)');
  return { property, excerpt: text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)} …` : text };
}
