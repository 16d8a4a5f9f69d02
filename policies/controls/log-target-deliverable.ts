import { bucketArnOf } from '../bucket-arn';
import { bucketPolicyOf } from '../bucket-policy-control';
import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control, type Judgement, type Outcome, type StackResource } from '../control';
import { isPartlyUnknown, type ParsedDocument } from '../document/parse';
import { keysOf } from '../document/witnesses';
import { accessLogsOf } from '../graph/access-logs';
import type { Graph } from '../graph/graph';
import { regionOf } from '../graph/region';
import { DEFAULT_ENCRYPTION, POLICY, settingOf } from '../graph/settings';
import { BUCKET, BUCKET_POLICY_TOKENS, ENCRYPTION, LOGGING } from '../graph/tokens';
import { grantOf, type Wanted } from '../grants';
import { fsbp, nist, pci } from '../mappings';
import { byResource, fail, worstOf } from '../outcomes';
import { defaultAlgorithm } from '../reading/encryption';
import type { Reading } from '../reading/read';

type AccessLogs = ReturnType<typeof accessLogsOf>[number];

const SERVICE = 'logging.s3.amazonaws.com';

/**
 * Keys, or how they begin, of users and roles, of their networks, and of what an upload may say of the object.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const OF_OTHERS = [
  'aws:principal',
  'aws:requesttag/',
  'aws:userid',
  'aws:username',
  'aws:vpcsourceip',
  's3:dataaccesspoint',
  's3:object-lock-',
  's3:requestobjecttag',
  's3:x-amz-server-side-encryption-',
];

/** Every request says of what type its principal is. */
const lacks = (key: string): boolean =>
  key !== 'aws:principaltype' && OF_OTHERS.some((beginning) => key.startsWith(beginning));

/** What a delivery brings along: S3 sends no header of encryption, and is in nobody's account, organization or network. */
const delivered = (document: ParsedDocument, sourceArn: string): Wanted['context'] => ({
  ...Object.fromEntries(
    [...keysOf(document, document.statements, new Map()).keys()].filter(lacks).map((key) => [key, undefined]),
  ),
  'aws:principalisawsservice': ['true'],
  'aws:principalservicename': [SERVICE],
  'aws:principalservicenameslist': [SERVICE],
  'aws:securetransport': ['true'],
  'aws:sourcearn': [sourceArn],
  'aws:sourceip': undefined,
  'aws:sourcevpc': undefined,
  'aws:sourcevpce': undefined,
  's3:tlsversion': ['1.3'],
  's3:x-amz-server-side-encryption': undefined,
});

/** A delivery without a prefix has an empty one. */
const textOf = (reading: Reading): string => (reading.state === 'known' ? String(reading.value) : '');

/** Whether the policy of the target lets S3 write the logs of one source; whose account that is, no program says. */
function mayWrite(graph: Graph, target: StackResource, { sourceName, prefix }: AccessLogs): Outcome {
  const setting = settingOf(graph, target, POLICY);
  if (setting.state === 'absent') return fail('No bucket policy lets S3 deliver access logs to it', ['policy']);
  if (setting.state === 'unknown') return notKnownYet(setting.path);
  const readable = bucketPolicyOf(setting.value);
  if ('outcome' in readable) return readable.outcome;
  const { bucketName } = setting.value;
  const unknown = [bucketName, sourceName, prefix].find(({ state }) => state === 'unknown');
  if (unknown?.state === 'unknown') return notKnownYet(unknown.path);
  const { document } = readable;
  const arnOf = (name: Reading): string => bucketArnOf(textOf(name), document);
  const grant = grantOf(document, {
    principal: { kind: 'service', name: SERVICE },
    actions: ['s3:PutObject'],
    resources: [`${arnOf(bucketName)}/${textOf(prefix)}any`],
    context: delivered(document, arnOf(sourceName)),
  });
  if (grant?.verdict === 'granted') return PASS;
  if (grant === undefined)
    return fail('Its policy does not let S3 deliver the access logs of every bucket that names it', ['policy']);
  return {
    verdict: 'unverifiable',
    unknown: 'whether its policy lets S3 deliver access logs',
    final: !isPartlyUnknown(document),
    at: { property: ['policy'], statement: grant.statement },
  };
}

function isEncryptable(graph: Graph, target: StackResource): Outcome {
  const setting = settingOf(graph, target, DEFAULT_ENCRYPTION);
  const algorithm = setting.state === 'known' ? defaultAlgorithm(setting.value) : setting;
  if (algorithm.state === 'unknown') return notKnownYet(algorithm.path);
  const kms = algorithm.state === 'known' && algorithm.value.startsWith('aws:kms');
  return kms ? fail('Access logs are delivered to it, and S3 delivers none under KMS by default', []) : PASS;
}

/** S3 delivers within a region. */
function isNear(graph: Graph, { source, path }: AccessLogs, target: StackResource): Outcome {
  if (source === undefined) return PASS;
  const [from, to] = [regionOf(graph, source), regionOf(graph, target)];
  const unknown = [from, to].find(({ state }) => state === 'unknown');
  if (unknown !== undefined) return notKnownYet('a region of the delivery', { property: path });
  if (from.state !== 'known' || to.state !== 'known' || from.value === to.value) return PASS;
  return fail('Its access logs are to go to a bucket of another region, where S3 delivers none', path);
}

function judgeLogs(graph: Graph, logs: AccessLogs): Judgement[] {
  const { resource, source, target, targetKnown, path } = logs;
  const { urn } = resource;
  if (target === undefined) {
    const because = 'the target of its access logs is of another stack';
    return [
      {
        urn,
        outcome: targetKnown
          ? { verdict: 'not applicable', because }
          : notKnownYet('which bucket the access logs go to', { property: path }),
      },
    ];
  }
  if (target === source) return [{ urn, outcome: fail('It logs to itself: every log would be logged again', path) }];
  return [
    { urn, outcome: isNear(graph, logs, target) },
    { urn: target.urn, outcome: worstOf([mayWrite(graph, target, logs), isEncryptable(graph, target)]) },
  ];
}

/**
 * Of the graph alone: that a bucket is a target, others say. That it has no default retention, the control of locks says.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export const logTargetDeliverable: Control<object> = {
  id: 's3-log-target-deliverable',
  title: 'S3 can deliver access logs where they are to go',
  intent:
    'S3 says nothing when it cannot deliver: the setting looks right, and the logs are missing on the day they are asked for.',
  severity: 'high',
  level: 'mandatory',
  mappings: [...fsbp('partial', 'S3.9'), ...nist('own', 'AU-4', 'AU-5'), ...pci('own', '10.3.3')],
  remediation: [
    `let ${SERVICE} do s3:PutObject on the target's objects, with ArnLike aws:SourceArn of every bucket that logs there and StringEquals aws:SourceAccount, and let no Deny take that back: the delivery sends no header of encryption.`,
    'give the target SSE-S3 as its default encryption, and the region of the buckets that log there.',
    'let no bucket log to itself.',
  ],
  notApplicable: ['Targets of another stack: it judges them.'],
  falsePositives: [
    'A target that lets S3 in by an ACL fails: ACLs are off.',
    'A target with a key of KMS whose policy lets S3 in fails: AWS documents no support for it.',
  ],
  configuration: NO_CONFIGURATION,
  tokens: [...BUCKET, ...LOGGING, ...BUCKET_POLICY_TOKENS, ...ENCRYPTION],
  graph: {
    suffix: 'graph',
    judge: (graph) => byResource(accessLogsOf(graph).flatMap((logs) => judgeLogs(graph, logs))),
  },
};
