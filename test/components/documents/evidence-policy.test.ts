import { evidencePolicy } from '../../../components/documents/evidence-policy';

const args = { bucketName: 'b', encryption: { mode: 'sse-s3' }, sealerRoleArn: 'arn:aws:iam::1:role/sealer' } as const;

describe('policy of a bucket of evidence', () => {
  test.each([
    ['eu-west-1', 'arn:aws:s3:::b'],
    ['us-gov-west-1', 'arn:aws-us-gov:s3:::b'],
    ['cn-north-1', 'arn:aws-cn:s3:::b'],
  ])('is about the bucket in the partition of %s alone, in each statement', (region, arn) => {
    const resources = evidencePolicy({ ...args, region }).Statement.flatMap(({ Resource }) => Resource);
    expect(new Set(resources)).toEqual(new Set([arn, `${arn}/*`]));
  });

  test('refuses an upload that does not say how it is to be encrypted', () => {
    const { Statement } = evidencePolicy({ ...args, region: 'eu-west-1' });
    expect(Statement.find(({ Sid }) => Sid === 'DenyUnencryptedUploads')?.Condition).toEqual({
      StringNotEquals: { 's3:x-amz-server-side-encryption': ['AES256', 'aws:kms'] },
    });
  });
});
