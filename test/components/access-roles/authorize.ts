import { evaluate, type Decision, type Request } from '../../../policies/document/evaluate';
import { parseDocument, type ParsedDocument } from '../../../policies/document/parse';
import { accountOf } from '../../../policies/document/principal';

/** What AWS has to say of one request within one account. */
export interface Policies {
  /** Documents of the role. */
  identity: readonly unknown[];
  /** Of the bucket, the key, or the trust of a role; a trust has no resource. */
  resource?: unknown;
  /** Whether the role's own allow is not enough, as with keys and trusts. */
  resourceMustAllow: boolean;
}

const parsed = (document: unknown, principal: boolean): ParsedDocument => {
  const kind = { principal, resource: true, maxBytes: 32_768 };
  const result = parseDocument({ state: 'known', value: document }, kind);
  if (result.state !== 'document') throw new Error(JSON.stringify(result));
  return result.document;
};

/** A trust speaks of its role, and says so by leaving the resource out. */
const withResource = (document: unknown): unknown => {
  const { Statement, ...rest } = document as { Statement: object[] };
  return { ...rest, Statement: Statement.map((statement) => ({ Resource: '*', ...statement })) };
};

/** Whether a statement's principals are accounts alone: it lets their policies decide, and allows nobody by itself. */
const delegates = ({ principals }: ParsedDocument['statements'][number]): boolean =>
  principals !== undefined &&
  !principals.negated &&
  principals.entries.every(({ value }) => typeof value === 'string' && accountOf(value) !== undefined);

function effectOf(document: ParsedDocument, request: Request): Decision['effect'] {
  const { effect } = evaluate(document, request);
  if (effect === 'unverifiable') throw new Error(`${request.action} on ${request.resource} cannot be judged`);
  return effect;
}

/**
 * Joins the policies as AWS does within an account: a deny of any wins; then the resource's policy allows whom it names,
 * and the role's what it may, which for keys and trusts counts only where the resource lets the account decide.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html;
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function authorize({ identity, resource, resourceMustAllow }: Policies, request: Request): 'allowed' | 'denied' {
  const own = identity.map((document) => effectOf(parsed(document, false), request));
  const policy: ParsedDocument =
    resource === undefined ? { variables: true, statements: [] } : parsed(withResource(resource), true);
  const whole = effectOf(policy, request);
  if ([...own, whole].includes('explicitDeny')) return 'denied';
  const naming = { ...policy, statements: policy.statements.filter((statement) => !delegates(statement)) };
  if (effectOf(naming, request) === 'allowed') return 'allowed';
  if (!own.includes('allowed')) return 'denied';
  return !resourceMustAllow || whole === 'allowed' ? 'allowed' : 'denied';
}
