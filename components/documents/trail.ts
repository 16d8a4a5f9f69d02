/** One advanced selector of a trail. */
export interface EventSelector {
  name: string;
  fieldSelectors: { field: string; equals?: string[]; notEquals?: string[]; startsWiths?: string[] }[];
}

/**
 * Advanced selectors of a trail: accesses to objects of exactly the named buckets. The slash ends the name: without it
 * the selector would also take every bucket whose name goes on.
 *
 * @param bucketArns - at least one; none would select every bucket of the account
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export const eventSelectors = (
  bucketArns: readonly string[],
  accesses: 'reads-and-writes' | 'writes',
): EventSelector[] => [
  {
    name: `artifacts: ${accesses}`,
    fieldSelectors: [
      { field: 'eventCategory', equals: ['Data'] },
      { field: 'resources.type', equals: ['AWS::S3::Object'] },
      { field: 'resources.ARN', startsWiths: bucketArns.map((arn) => `${arn}/`) },
      ...(accesses === 'writes' ? [{ field: 'readOnly', equals: ['false'] }] : []),
    ],
  },
];

const MANAGEMENT = { field: 'eventCategory', equals: ['Management'] };

/**
 * Advanced selectors of an account's trail: every change, and every read but those of KMS. KMS counts each encryption and
 * decryption as a read, and its encryption context may be the key of an object, which would carry names of a tenant's
 * artifacts out of its zone. No selector takes data events.
 *
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 */
export const managementEventSelectors = (): EventSelector[] => [
  { name: 'account: changes', fieldSelectors: [MANAGEMENT, { field: 'readOnly', equals: ['false'] }] },
  {
    name: 'account: reads, but those of KMS',
    fieldSelectors: [
      MANAGEMENT,
      { field: 'readOnly', equals: ['true'] },
      { field: 'eventSource', notEquals: ['kms.amazonaws.com'] },
    ],
  },
];
