import { bucketControl } from '../bucket-control';
import { namedBucketPolicyOf } from '../bucket-policy-control';
import { NO_CONFIGURATION } from '../configuration';
import { PASS } from '../control';
import type { Forbidden } from '../document/always-denied';
import { UNKNOWN, type Leaf } from '../document/leaf';
import { isPartlyUnknown, type ParsedDocument, type Statement } from '../document/parse';
import type { Condition } from '../document/parse-condition';
import { accountOf } from '../document/principal';
import { denialOf } from '../documents';
import { POLICY } from '../graph/settings';
import { nist } from '../mappings';

/** What somebody has to be able to do over a connection that nobody objects to. */
const REPAIR: Omit<Forbidden, 'bucketArn'> = {
  bucketActions: ['s3:PutBucketPolicy'],
  everyAction: false,
  context: { 'aws:securetransport': 'true', 's3:tlsversion': '1.3' },
};

const ROOT = /^arn:[a-z-]+:iam::\d{12}:root$/;
const isRoot = (value: Leaf): boolean => value !== UNKNOWN && ROOT.test(value);
/** Whether a condition lets out of a Deny whoever has one of some ARNs. */
const spares = ({ operator, key }: Condition): boolean =>
  key === 'aws:principalarn' && operator !== UNKNOWN && /^(Arn|String)Not/.test(operator);

function withoutRoot(statement: Statement): Statement {
  const { principals, conditions } = statement;
  const all = principals?.entries ?? [];
  // AWS wants the account beside a role that is spared.
  const spared = new Set(
    all.flatMap(({ value }) => (value === UNKNOWN || accountOf(value) !== undefined ? [] : [value.split(':')[4]])),
  );
  const entries = all.filter(({ value }) => {
    const account = value === UNKNOWN ? undefined : accountOf(value);
    return account === undefined || spared.has(account);
  });
  return {
    ...statement,
    principals: principals?.negated === true ? { ...principals, entries } : principals,
    conditions: conditions.flatMap((condition) => {
      if (!spares(condition) || !condition.values.some(isRoot)) return [condition];
      const values = condition.values.filter((value) => !isRoot(value));
      return values.length === 0 ? [] : [{ ...condition, values }];
    }),
  };
}

/** The document as it is for everyone but root users: to name one in NotPrincipal or by a condition spares nobody else. */
const withoutRoots = (document: ParsedDocument): ParsedDocument =>
  document.statements.some(
    ({ principals, conditions }) =>
      principals?.negated === true || conditions.some((one) => spares(one) && one.values.some(isRoot)),
  )
    ? { ...document, statements: document.statements.map(withoutRoot) }
    : document;

/** Judged by one request: a list of denied actions that leaves the policy repairable is none of its business. */
export const bucketPolicyNoLockout = bucketControl({
  id: 's3-bucket-policy-no-lockout',
  title: 'Every bucket policy leaves somebody who can change it',
  intent:
    'A policy that denies its own replacement to everyone can be repaired by the root user of the account alone, which in a well-kept account nobody can be on short notice.',
  severity: 'high',
  level: 'mandatory',
  mappings: nist('own', 'CP-10'),
  remediation: [
    'take s3:PutBucketPolicy out of the Deny: name the actions that it is about, not s3:*.',
    'or spare the role that deploys, with ArnNotLike aws:PrincipalArn.',
  ],
  notApplicable: ['Buckets without a policy.'],
  falsePositives: [
    'A Deny that is meant to keep the policy as it is for good: the account can be told so by a policy of its organization, which root users do not get around.',
    'A Deny of the principals of one named account passes: whose account that is, the policy does not say.',
  ],
  configuration: NO_CONFIGURATION,
  places: POLICY,
  judge: (setting, _config, roles) => {
    const readable = namedBucketPolicyOf(setting, roles);
    if ('outcome' in readable) return readable.outcome;
    const { bucketArn } = readable;
    const document = withoutRoots(readable.document);
    const denial = denialOf(document, { ...REPAIR, bucketArn });
    if (denial.verdict === 'open') return PASS;
    if (denial.verdict === 'denied')
      return {
        verdict: 'fail',
        because: 'The policy denies s3:PutBucketPolicy to everyone: only the root user could repair it',
        at: { property: ['policy'] },
      };
    return {
      verdict: 'unverifiable',
      unknown: 'whether the policy leaves somebody who can change it',
      final: !isPartlyUnknown(document),
      at: { property: ['policy'], ...(denial.statement === undefined ? {} : { statement: denial.statement }) },
    };
  },
  missing: () => ({ verdict: 'not applicable', because: 'no policy belongs to this bucket' }),
});
