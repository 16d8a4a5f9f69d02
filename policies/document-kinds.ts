import type { DocumentKind } from './document/parse';

/** Source: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
export const KEY_POLICY: DocumentKind = { principal: true, resource: true, maxBytes: 32_768 };

/** All inline policies of a role together have this much; a managed one less. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const IDENTITY_POLICY: DocumentKind = { principal: false, resource: true, maxBytes: 10_240 };

/** The most that an account may be given. Source: as for identity policies. */
export const TRUST_POLICY: DocumentKind = { principal: true, resource: false, maxBytes: 8_192 };

/** Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
export const QUEUE_POLICY: DocumentKind = { principal: true, resource: true, maxBytes: 8_192 };
