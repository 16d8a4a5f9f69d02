import { bucketArnOf, bucketNameIn } from '../../policies/bucket-arn';
import { BUCKET_POLICY, parseDocument } from '../../policies/document/parse';
import { UNKNOWN_TEXT } from './stack';
import { unknownCheckingProxy } from './unknown';

function arnUnder(...resources: (unknown[] | undefined)[]): string {
  const Statement = resources.map((Resource) => ({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    ...(Resource === undefined ? { NotResource: 'arn:aws:sqs:eu-west-1:111122223333:q' } : { Resource }),
  }));
  const value = unknownCheckingProxy({ Version: '2012-10-17', Statement });
  const parsed = parseDocument({ state: 'known', value }, BUCKET_POLICY);
  if (parsed.state !== 'document') throw new Error(JSON.stringify(parsed));
  return bucketArnOf('gl-home', parsed.document);
}

test('the bucket of a policy is in the partition of the first ARN of S3 that the policy names', () => {
  expect(arnUnder(['arn:aws-cn:s3:::gl-home', 'arn:aws:s3:::gl-home/*'])).toBe('arn:aws-cn:s3:::gl-home');
  expect(arnUnder([UNKNOWN_TEXT, 'arn:aws-us-gov:s3:::x'])).toBe('arn:aws-us-gov:s3:::gl-home');
  expect(arnUnder(['arn:aws-us-gov:sqs:::x'], ['*'], ['arn:aws-eusc:s3:::x'])).toBe('arn:aws-eusc:s3:::gl-home');
});

test('the bucket of a policy that names none is in the first partition', () => {
  expect(arnUnder(['*'], [UNKNOWN_TEXT], undefined)).toBe('arn:aws:s3:::gl-home');
});

test('the bucket of an empty policy is in the first partition', () => {
  expect(bucketArnOf('b', { variables: true, statements: [] })).toBe('arn:aws:s3:::b');
});

test('a statement that names no resource says nothing of the partition', () => {
  const statement = {
    index: 0,
    effect: 'Deny',
    principals: undefined,
    actions: { negated: false, values: ['s3:*'] },
    resources: undefined,
    conditions: [],
  } as const;
  expect(bucketArnOf('b', { variables: true, statements: [statement] })).toBe('arn:aws:s3:::b');
});

test('an ARN names a bucket, itself or by an object of it, in whatever partition', () => {
  expect(bucketNameIn('arn:aws:s3:::gl-home')).toBe('gl-home');
  expect(bucketNameIn('arn:aws-us-gov:s3:::gl-home/a/b')).toBe('gl-home');
  expect(bucketNameIn('arn:aws:s3:::')).toBeUndefined();
  expect(bucketNameIn('gl-home')).toBeUndefined();
  expect(bucketNameIn('arn:aws:sqs:eu-west-1:111122223333:gl-home')).toBeUndefined();
  expect(bucketNameIn('see arn:aws:s3:::gl-home')).toBeUndefined();
});
