import { namedBucketPolicyOf } from '../bucket-policy-control';
import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control, type Judgement, type Outcome, type StackResource } from '../control';
import { isPartlyUnknown, type ParsedDocument } from '../document/parse';
import { exampleOfGlob } from '../document/variables';
import { denialOf, valuesOf } from '../documents';
import type { Graph } from '../graph/graph';
import { rolesOf, type BucketRoles } from '../graph/roles';
import { DEFAULT_ENCRYPTION, POLICY, settingOf } from '../graph/settings';
import { BUCKET, BUCKET_POLICY_TOKENS, ENCRYPTION } from '../graph/tokens';
import { nist, pci } from '../mappings';
import { judgedBy } from '../open-roles';
import { fail, worstOf } from '../outcomes';
import { defaultKey, isKeyOfAccount, KMS_ALGORITHMS, SSE_HEADER, SSE_KEY_HEADER } from '../reading/encryption';
import { asText, type Reading } from '../reading/read';

const ANY_KEY = 'arn:aws:kms:any:any:key/any';
const ALIAS = /(^|:)alias\//;

const notApplicable = (because: string): Outcome => ({ verdict: 'not applicable', because });

/** By this alone two keys differ: it is the same in every region that a key is in. */
const idOf = (key: string): string => key.split('/').at(-1)!;

/** Keys of an upload that is not under the bucket's own: none, which is AWS's, one of elsewhere, others that are named. */
function otherKeys(document: ParsedDocument, own: Reading<string>): (string | undefined)[] {
  const values = valuesOf(document, SSE_KEY_HEADER);
  // An alias does not say which key it is, nor does a key that is not known: it may be one of those that are named.
  const known =
    own.state === 'known' && !ALIAS.test(own.value) ? own.value : values.find((value) => !/[*?]/.test(value));
  const named = values.map(exampleOfGlob);
  return [undefined, ANY_KEY, ...named.filter((key) => known === undefined || idOf(key) !== idOf(known))];
}

function judgeBucket(graph: Graph, bucket: StackResource, roles: BucketRoles): Outcome {
  const { logTarget, inventoryTarget, trail } = roles;
  if (logTarget || inventoryTarget || trail)
    return notApplicable('AWS delivers to this bucket, with a key of its own or of the delivery');
  const encryption = settingOf(graph, bucket, DEFAULT_ENCRYPTION);
  const key = encryption.state === 'known' ? defaultKey(encryption.value) : encryption;
  const ofAws = key.state === 'known' && !isKeyOfAccount(key.value);
  if (key.state === 'absent' || ofAws) return notApplicable("its default encryption names no key of one's own");
  if (key.state === 'unknown' && !key.path.endsWith('kmsMasterKeyId')) return notKnownYet(key.path);
  const policy = settingOf(graph, bucket, POLICY);
  if (policy.state === 'absent') return fail('No bucket policy belongs to this bucket, so that any key is taken', []);
  if (policy.state === 'unknown') return notKnownYet(policy.path);
  const readable = namedBucketPolicyOf(policy.value, roles);
  if ('outcome' in readable) return readable.outcome;
  const { document, bucketArn } = readable;
  const property = ['policy'];
  return worstOf(
    otherKeys(document, asText(key)).flatMap((other) =>
      KMS_ALGORITHMS.map((algorithm): Outcome => {
        const denial = denialOf(document, {
          bucketArn,
          objectActions: ['s3:PutObject'],
          everyAction: false,
          context: {
            'aws:securetransport': 'true',
            's3:tlsversion': '1.3',
            [SSE_HEADER]: algorithm,
            [SSE_KEY_HEADER]: other,
          },
        });
        if (denial.verdict === 'denied') return PASS;
        if (denial.verdict === 'open')
          return fail(
            other === undefined
              ? 'An upload under KMS that names no key is not denied: it gets the key of AWS'
              : "An upload under another key than the bucket's own is not denied",
            property,
          );
        const unknown = "whether uploads under another key than the bucket's own are denied";
        return { verdict: 'unverifiable', unknown, final: !isPartlyUnknown(document), at: { property } };
      }),
    ),
  );
}

/**
 * Of the graph alone: the key and the policy are two resources.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-kms-encryption.html
 */
export const wrongKeyDenied: Control<object> = {
  id: 's3-wrong-key-denied',
  title: 'A bucket with a key of its own denies uploads under another',
  intent:
    'A default is for those who say nothing: an upload that names another key is stored under it, and whoever holds that key can take the object away from everybody.',
  severity: 'medium',
  level: 'advisory',
  mappings: [...nist('own', 'SC-12', 'SC-28'), ...pci('own', '3.6.1')],
  remediation: [
    `add a statement with Effect Deny, Principal "*", Action "s3:PutObject", Resource the bucket's ARN with /*, and the conditions StringNotEquals ${SSE_KEY_HEADER} with the ARN of the key and Null ${SSE_KEY_HEADER} "false".`,
    `add another with StringEquals ${SSE_HEADER} "aws:kms" and "aws:kms:dsse" and Null ${SSE_KEY_HEADER} "true": KMS without a key is the key of AWS.`,
  ],
  notApplicable: [
    'Buckets whose default encryption names no key: SSE-S3, or the key of AWS.',
    'Targets of access logs, of inventories and of trails: AWS delivers there.',
  ],
  falsePositives: [
    'Keys that are meant to differ by prefix: exempt the bucket.',
    'Where an alias names the key, a policy about one key passes: which key the alias is of, no program says.',
  ],
  configuration: NO_CONFIGURATION,
  tokens: [...BUCKET, ...BUCKET_POLICY_TOKENS, ...ENCRYPTION],
  graph: {
    suffix: 'graph',
    judge: (graph) =>
      graph.buckets.map((bucket): Judgement => ({
        urn: bucket.urn,
        outcome: judgedBy(rolesOf(graph)(bucket.urn), (roles) => judgeBucket(graph, bucket, roles)),
      })),
  },
};
