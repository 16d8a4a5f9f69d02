import { bucketArnOf } from './bucket-arn';
import { notKnownYet, type Outcome, type Place } from './control';
import type { BucketRoles } from './graph/roles';
import type { Setting } from './graph/settings';
import type { Forbidden } from './document/always-denied';
import { BUCKET_POLICY, isPartlyUnknown, type ParsedDocument } from './document/parse';
import type { Request } from './document/evaluate';
import { denialOf } from './documents';
import { asText, read } from './reading/read';
import { readDocument, type Readable } from './resource-policy';

const CALLER: Readonly<Record<Request['principal']['kind'], string>> = {
  anonymous: 'an anonymous caller',
  aws: 'some principals',
  service: 'some services',
  federated: 'some federated callers',
  canonicalUser: 'some canonical users',
};

/** Says which requests get through, in our words: nothing of the document is repeated. */
function because(what: string, request: Request, openKeys: readonly string[], bucketArn: string, known: Set<string>) {
  const action = known.has(request.action) ? request.action : 'actions that no statement has to name';
  const where = request.resource === bucketArn ? 'the bucket itself' : 'its objects';
  const narrowed = openKeys.length > 0 ? `; the Deny hangs on ${openKeys.length} more condition key(s)` : '';
  return `${what} is not denied: ${action} on ${where} by ${CALLER[request.principal.kind]}${narrowed}`;
}

const PROPERTY = ['policy'];
const placeOf = (statement: number | undefined): Place => ({
  property: PROPERTY,
  ...(statement === undefined ? {} : { statement }),
});

export interface BucketPolicyRule {
  /** What has to be denied, as the subject of a sentence. */
  what: string;
  forbidden: readonly Omit<Forbidden, 'bucketArn'>[];
  /** Puts a bucket out of the rule's reach; where roles are unknown a document may give a reason to ask the graph first. */
  exempt?: (document: ParsedDocument, roles: BucketRoles | undefined) => Outcome | undefined;
}

/** The policy of a bucket as a document. */
export const bucketPolicyOf = ({ props }: Setting): Readable =>
  readDocument(read(props, ...PROPERTY), BUCKET_POLICY, PROPERTY);

/** The policy of a bucket with the ARN of the bucket, for what is asked of it by name. */
export function namedBucketPolicyOf(
  setting: Setting,
  roles: BucketRoles | undefined,
): { document: ParsedDocument; bucketArn: string } | { outcome: Outcome } {
  const readable = bucketPolicyOf(setting);
  if ('outcome' in readable) return readable;
  const name = asText(setting.bucketName);
  if (name.state === 'known') return { ...readable, bucketArn: bucketArnOf(name.value, readable.document) };
  if (roles === undefined)
    return { outcome: { verdict: 'deferred', because: 'the name of its bucket is not known here' } };
  return { outcome: notKnownYet('the name of its bucket', placeOf(undefined)) };
}

/** Judges the policy of a bucket by the requests that it has to deny. */
export function judgeBucketPolicy(setting: Setting, rule: BucketPolicyRule, roles: BucketRoles | undefined): Outcome {
  const readable = namedBucketPolicyOf(setting, roles);
  if ('outcome' in readable) return readable.outcome;
  const { document, bucketArn } = readable;
  const exempt = rule.exempt?.(document, roles);
  if (exempt !== undefined) return exempt;
  let open: Outcome | undefined;
  for (const forbidden of rule.forbidden) {
    const denial = denialOf(document, { ...forbidden, bucketArn });
    if (denial.verdict === 'open') {
      const known = new Set([...(forbidden.bucketActions ?? []), ...(forbidden.objectActions ?? [])]);
      const text = because(rule.what, denial.request, denial.openKeys, bucketArn, known);
      return { verdict: 'fail', because: text, at: placeOf(denial.closest) };
    }
    if (denial.verdict === 'unverifiable')
      open = {
        verdict: 'unverifiable',
        unknown: `whether ${rule.what} is denied by the policy`,
        final: !isPartlyUnknown(document),
        at: placeOf(denial.statement),
      };
  }
  return open ?? { verdict: 'pass' };
}
