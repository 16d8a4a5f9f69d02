import { UNKNOWN_TEXT, type Given } from './stack';

export const bucket = (name: string, region: string, inputs: Record<string, unknown> = {}): Given => ({
  type: 'aws:s3/bucket:Bucket',
  name,
  inputs: { bucket: `gl-${name}`, region, ...inputs },
});

/** A replication of a bucket of that name, to one of that ARN. */
export const replication = (source: string, destination: string, rule: Record<string, unknown> = {}): Given => ({
  type: 'aws:s3/bucketReplicationConfig:BucketReplicationConfig',
  name: 'replication',
  inputs: {
    bucket: source,
    rules: [{ status: 'Enabled', destination: { bucket: destination }, ...rule }],
  },
});

export const HOME = bucket('home', 'eu-west-1');
export const THERE = bucket('there', 'eu-central-1');
/** The source is not known, and may be either; then it is of another stack. */
export const SOURCES_OUT_OF_SIGHT: readonly [source: string, said: string][] = [
  [UNKNOWN_TEXT, 'replication-graph unverifiable: which bucket is copied (bucket)'],
  ['gl-elsewhere', 'replication-graph not applicable: '],
];
