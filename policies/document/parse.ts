import { isDictionary, read, readList, type Reading } from '../reading/read';
import { leaves, UNKNOWN, type Complain, type Leaf } from './leaf';
import { parseConditions, type Condition } from './parse-condition';
import { parsePrincipals, type Principals } from './parse-principal';

/** A list that is named, or all that is not named. */
export interface Selection {
  negated: boolean;
  values: readonly Leaf[];
}

export interface Statement {
  /** Place in the document, from 0. */
  index: number;
  effect: 'Allow' | 'Deny' | typeof UNKNOWN;
  /** Not in identity-based policies: there the principal is whoever the policy is attached to. */
  principals: Principals | undefined;
  actions: Selection;
  /** Not in trust policies: there the resource is the role itself. */
  resources: Selection | undefined;
  conditions: readonly Condition[];
}

export interface ParsedDocument {
  /** Whether `${…}` is a variable: only in policies of version 2012-10-17. */
  variables: boolean;
  statements: readonly Statement[];
}

/** What AWS wants of a document, by what it is attached to. */
export interface DocumentKind {
  principal: boolean;
  resource: boolean;
  /** AWS's limit of its size, in bytes of UTF-8. */
  maxBytes: number;
}

/** A bucket policy has at most 20 KB (S3 User Guide, "Bucket policies for Amazon S3"). */
export const BUCKET_POLICY: DocumentKind = { principal: true, resource: true, maxBytes: 20_480 };

export type Parsed =
  | { state: 'document'; document: ParsedDocument }
  | { state: 'malformed'; problems: readonly string[] }
  | { state: 'unknown'; path: string };

const TOP = new Set(['Version', 'Id', 'Statement']);
const PAIRS = ['Principal', 'Action', 'Resource'];
const ELEMENTS = new Set(['Sid', 'Effect', 'Condition', ...PAIRS, ...PAIRS.map((name) => `Not${name}`)]);
const ACTION = /^(\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$/i;
/** The service of an ARN is named whole: IAM takes no wildcard in it. */
const RESOURCE = /^(\*$|arn:[^:]+:[^:*?]+(:|$))/;

const has = (from: object, name: string): boolean => Object.hasOwn(from, name) || Object.hasOwn(from, `Not${name}`);

function selection(from: object, name: string, where: string, complain: Complain): Selection {
  const negated = Object.hasOwn(from, `Not${name}`);
  if (!has(from, name)) return { negated, values: complain(`${where} has neither ${name} nor Not${name}`) };
  if (negated && Object.hasOwn(from, name)) complain(`${where} has both ${name} and Not${name}`);
  return { negated, values: leaves(from, negated ? `Not${name}` : name, where, complain) };
}

function parseStatement(
  reading: Reading,
  index: number,
  kind: DocumentKind,
  complain: Complain,
): Statement | Statement[] {
  const where = `Statement[${index}]`;
  if (reading.state === 'unknown') {
    const anything: Selection = { negated: false, values: [UNKNOWN] };
    return { index, effect: UNKNOWN, principals: undefined, actions: anything, resources: anything, conditions: [] };
  }
  const from = reading.value;
  if (!isDictionary(from)) return complain(`${where} is no object`);
  for (const key of Object.keys(from))
    if (!ELEMENTS.has(key)) complain(`${where} has an element that IAM does not know`);
  const sid = read(from, 'Sid');
  if (sid.state === 'known' && typeof sid.value !== 'string') complain(`${where}.Sid is no text`);
  const effect = read(from, 'Effect');
  const known = effect.state === 'known' && (effect.value === 'Allow' || effect.value === 'Deny');
  if (effect.state !== 'unknown' && !known) complain(`${where}.Effect is neither Allow nor Deny`);
  const actions = selection(from, 'Action', where, complain);
  for (const value of actions.values)
    if (value !== UNKNOWN && !ACTION.test(value)) complain(`${where} has an action that is not service:Action`);
  const principals = parsePrincipals(from, kind.principal, where, complain);
  if (principals?.negated === true && !kind.resource) complain(`${where} may not have NotPrincipal in a trust policy`);
  if (principals?.negated === true && effect.state === 'known' && effect.value === 'Allow')
    complain(`${where} has NotPrincipal with Allow, which AWS does not support`);
  if (!kind.resource && has(from, 'Resource')) complain(`${where} may not have Resource`);
  const resources = kind.resource ? selection(from, 'Resource', where, complain) : undefined;
  for (const value of resources?.values ?? [])
    if (value !== UNKNOWN && !RESOURCE.test(value)) complain(`${where} has a resource that is neither "*" nor an ARN`);
  return {
    index,
    effect: known ? (effect.value as 'Allow' | 'Deny') : UNKNOWN,
    principals,
    actions,
    resources,
    conditions: parseConditions(read(from, 'Condition'), where, complain),
  };
}

/** A JSON text without the white space between its tokens, which AWS does not keep. */
const compact = (text: string): string => text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');

function fromText(text: string, maxBytes: number): { value: unknown } | { problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'it is no JSON' };
  }
  if (Buffer.byteLength(compact(text)) > maxBytes)
    return { problem: `it is longer than the ${maxBytes} bytes that AWS takes` };
  return { value };
}

/** Whether a value of a document is not known yet. */
export const isPartlyUnknown = ({ statements }: ParsedDocument): boolean =>
  statements.some(
    ({ effect, principals, actions, resources, conditions }) =>
      effect === UNKNOWN ||
      [
        ...(principals?.entries.map(({ value }) => value) ?? []),
        ...actions.values,
        ...(resources?.values ?? []),
        ...conditions.flatMap(({ operator, values }) => [operator, ...values]),
      ].includes(UNKNOWN),
  );

/**
 * Reads a policy document given as JSON text or as an object, with AWS's grammar: a document that AWS would refuse is
 * `malformed`, with every problem. Problems name places and rules, never values: those may be secret.
 *
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export function parseDocument(given: Reading, kind: DocumentKind): Parsed {
  if (given.state === 'unknown') return { state: 'unknown', path: given.path };
  if (given.state === 'absent') return { state: 'malformed', problems: ['it is empty'] };
  let { value } = given;
  if (typeof value === 'string') {
    const parsed = fromText(value, kind.maxBytes);
    if ('problem' in parsed) return { state: 'malformed', problems: [parsed.problem] };
    value = parsed.value;
  }
  if (!isDictionary(value)) return { state: 'malformed', problems: ['it is no JSON object'] };
  const problems: string[] = [];
  const complain: Complain = (problem) => {
    problems.push(problem);
    return [];
  };
  for (const key of Object.keys(value)) if (!TOP.has(key)) complain('it has an element that IAM does not know');
  const version = read(value, 'Version');
  if (version.state === 'unknown') return { state: 'unknown', path: 'Version' };
  const dated = version.value ?? '2008-10-17';
  if (dated !== '2012-10-17' && dated !== '2008-10-17') complain('Version is neither 2012-10-17 nor 2008-10-17');
  const statements = readList(value, 'Statement');
  if (statements.state === 'unknown') return { state: 'unknown', path: 'Statement' };
  if (statements.state === 'absent') complain('Statement is missing');
  const parsed = (statements.state === 'known' ? statements.value : []).flatMap((statement, index) =>
    parseStatement(statement, index, kind, complain),
  );
  if (problems.length > 0) return { state: 'malformed', problems: [...new Set(problems)] };
  return { state: 'document', document: { variables: dated === '2012-10-17', statements: parsed } };
}
