import type { Decision } from '../../../policies/document/evaluate';
import type { DocumentKind } from '../../../policies/document/parse';
import type { Principal } from '../../../policies/document/principal';

/** The page of AWS that decides a case. */
const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
export const PAGES = {
  logic: `${GUIDE}reference_policies_evaluation-logic.html`,
  effect: `${GUIDE}reference_policies_elements_effect.html`,
  principal: `${GUIDE}reference_policies_elements_principal.html`,
  notPrincipal: `${GUIDE}reference_policies_elements_notprincipal.html`,
  action: `${GUIDE}reference_policies_elements_action.html`,
  notAction: `${GUIDE}reference_policies_elements_notaction.html`,
  resource: `${GUIDE}reference_policies_elements_resource.html`,
  notResource: `${GUIDE}reference_policies_elements_notresource.html`,
  condition: `${GUIDE}reference_policies_elements_condition.html`,
  operators: `${GUIDE}reference_policies_elements_condition_operators.html`,
  sets: `${GUIDE}reference_policies_condition-single-vs-multi-valued-context-keys.html`,
  variables: `${GUIDE}reference_policies_variables.html`,
  grammar: `${GUIDE}reference_policies_grammar.html`,
  version: `${GUIDE}reference_policies_elements_version.html`,
  size: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html',
  identity: `${GUIDE}access_policies_identity-vs-resource.html`,
  trust: `${GUIDE}id_roles_create_for-user.html`,
  trustChecks: `${GUIDE}access-analyzer-reference-policy-checks.html`,
  federation: `${GUIDE}id_roles_create_for-idp_oidc.html`,
  deputy: `${GUIDE}confused-deputy.html`,
  quotas: `${GUIDE}reference_iam-quotas.html`,
  key: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
  keyDefault: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
  keyConditions: 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html',
  keySize: 'https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html',
  queue:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html',
  queueTls:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html',
  queueSize: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html',
  events: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html',
} as const;

export interface Case {
  page: keyof typeof PAGES;
  name: string;
  /** Over a statement that denies everyone everything on every object of the bucket. */
  statement: Record<string, unknown>;
  /** Instead of that one statement. */
  document?: unknown;
  /** @default a bucket policy */
  kind?: DocumentKind;
  request?: { principal?: Principal; action?: string; resource?: string; context?: Record<string, string[]> };
  gives: Decision['effect'] | 'malformed';
}

export const ROLE: Principal = {
  kind: 'aws',
  arn: 'arn:aws:sts::111122223333:assumed-role/writer/session',
  account: '111122223333',
  role: 'arn:aws:iam::111122223333:role/writer',
};
export const ROOT: Principal = { kind: 'aws', arn: 'arn:aws:iam::111122223333:root', account: '111122223333' };
export const LOGGING: Principal = { kind: 'service', name: 'logging.s3.amazonaws.com' };
export const ANONYMOUS: Principal = { kind: 'anonymous' };

export const when = (
  page: keyof typeof PAGES,
  operator: string,
  key: string,
  values: unknown,
  given: string[] | undefined,
  denied: boolean,
  name?: string,
): Case => ({
  page,
  name: name ?? `${operator} ${JSON.stringify(values)} on ${given === undefined ? 'no key' : JSON.stringify(given)}`,
  statement: { Condition: { [operator]: { [key]: values } } },
  request: { context: given === undefined ? {} : { [key.toLowerCase()]: given } },
  gives: denied ? 'explicitDeny' : 'implicitDeny',
});
export const op = (
  operator: string,
  values: unknown,
  given: string[] | undefined,
  denied: boolean,
  name?: string,
): Case => when('operators', operator, 'aws:PrincipalTag/t', values, given, denied, name);
export const sets = (
  operator: string,
  values: unknown,
  given: string[] | undefined,
  denied: boolean,
  name?: string,
): Case => when('sets', operator, 'aws:TagKeys', values, given, denied, name);
export const malformed = (page: keyof typeof PAGES, name: string, statement: Record<string, unknown>): Case => ({
  page,
  name,
  statement,
  gives: 'malformed',
});
export const on = (
  page: keyof typeof PAGES,
  name: string,
  statement: Record<string, unknown>,
  request: Case['request'],
  denied: boolean,
): Case => ({ page, name, statement, request, gives: denied ? 'explicitDeny' : 'implicitDeny' });

export const who = (
  page: keyof typeof PAGES,
  name: string,
  Principal: unknown,
  principal: Principal,
  denied: boolean,
): Case => on(page, name, { Principal }, { principal }, denied);
export const exempt = (name: string, NotPrincipal: unknown, principal: Principal, gives: Case['gives']): Case => ({
  page: 'notPrincipal',
  name,
  statement: { Principal: undefined, NotPrincipal },
  request: { principal },
  gives,
});
export const does = (name: string, Action: unknown, action: string, denied: boolean): Case =>
  on('action', name, { Action }, { action }, denied);
export const at = (name: string, Resource: unknown, resource: string, denied: boolean): Case =>
  on('resource', name, { Resource }, { resource }, denied);

export const ALLOW = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' };
export const DENY = { ...ALLOW, Effect: 'Deny' };
export const whole = (page: keyof typeof PAGES, name: string, document: unknown, gives: Case['gives']): Case => ({
  page,
  name,
  statement: {},
  document,
  gives,
});
export const V = '2012-10-17';
