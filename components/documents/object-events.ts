/** What S3 tells EventBridge of. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html */
export const OBJECT_EVENTS = [
  'Object Created',
  'Object Deleted',
  'Object Restore Initiated',
  'Object Restore Completed',
  'Object Restore Expired',
  'Object Tags Added',
  'Object Tags Deleted',
  'Object ACL Updated',
  'Object Storage Class Changed',
  'Object Access Tier Changed',
] as const;
export type ObjectEvent = (typeof OBJECT_EVENTS)[number];

/** What a rule lets through, as EventBridge has it. */
export interface EventPattern {
  source: ['aws.s3'];
  'detail-type': ObjectEvent[];
  detail: { bucket: { name: [string] } };
}

/**
 * Events of the objects of one bucket: the bus has those of every bucket of the account.
 *
 * @example objectEventPattern('gl-artifacts-eu-west-1', ['Object Created'])
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export const objectEventPattern = (bucketName: string, events: readonly ObjectEvent[]): EventPattern => ({
  source: ['aws.s3'],
  'detail-type': [...events],
  detail: { bucket: { name: [bucketName] } },
});
