/**
 * Advanced selectors of a trail: accesses to objects of exactly the named buckets. The slash ends the name: without it
 * the selector would also take every bucket whose name goes on.
 *
 * @param bucketArns - at least one; none would select every bucket of the account
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export const eventSelectors = (bucketArns: readonly string[], accesses: 'reads-and-writes' | 'writes') => [
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
