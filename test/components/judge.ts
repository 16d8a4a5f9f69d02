import { evaluate, type Decision } from '../../policies/document/evaluate';
import { parseDocument } from '../../policies/document/parse';
import type { Principal } from '../../policies/document/principal';

export const ACCOUNT = '111122223333';

/** A role of an account, assumed. */
export const role = (name: string, account = ACCOUNT): Principal => ({
  kind: 'aws',
  arn: `arn:aws:sts::${account}:assumed-role/${name}/session`,
  account,
  role: `arn:aws:iam::${account}:role/${name}`,
});

export const service = (name: string): Principal => ({ kind: 'service', name });

/** What a policy document says of one request. */
export function judge(
  policy: unknown,
  principal: Principal,
  action: string,
  resource: string,
  context: Record<string, string> = {},
): Decision['effect'] {
  const parsed = parseDocument(
    { state: 'known', value: policy },
    { principal: true, resource: true, maxBytes: 32_768 },
  );
  if (parsed.state !== 'document') throw new Error(JSON.stringify(parsed));
  const entries = Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value]] as const);
  return evaluate(parsed.document, { principal, action, resource, context: new Map(entries) }).effect;
}
