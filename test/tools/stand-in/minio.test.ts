import { bucketPolicy, lifecycleRules, ownershipControls, versioning } from '../../../components/documents';
import type { LifecycleInputs, PolicyDocument } from '../../../components/documents';
import { minioTakes } from '../../../tools/stand-in/minio';

const BUCKET = 'gl-artifacts-local';
const policy = bucketPolicy({ bucketName: BUCKET, encryption: { mode: 'sse-s3' }, uploadEncryption: 'require-header' });
const lifecycle = lifecycleRules([{ name: 'short', days: 30 }], 'single');
const take = (type: string, inputs: object) =>
  minioTakes(`aws:s3/${type[0]!.toLowerCase()}${type.slice(1)}:${type}`, { bucket: BUCKET, ...inputs });

describe('what MinIO takes of the local stack', () => {
  test('is every statement but the one whose condition it does not know', () => {
    const taken = JSON.parse(take('BucketPolicy', { policy: JSON.stringify(policy) })!['policy'] as string);
    expect((taken as PolicyDocument).Statement).toEqual(
      policy.Statement.filter(({ Sid }) => Sid !== 'DenyOutdatedTls'),
    );
  });

  test('is a condition without the values that it does not know', () => {
    const encryption = { mode: 'sse-kms', kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/x' } as const;
    const underKms = bucketPolicy({ bucketName: BUCKET, encryption, uploadEncryption: 'require-header' });
    const taken = take('BucketPolicy', { policy: JSON.stringify(underKms) })!['policy'] as string;
    const whole = JSON.stringify(underKms.Statement.filter(({ Sid }) => Sid !== 'DenyOutdatedTls'));
    expect(JSON.stringify((JSON.parse(taken) as PolicyDocument).Statement)).toBe(whole.replace(',"aws:kms:dsse"', ''));
    expect(whole).toContain(',"aws:kms:dsse"');
  });

  test('is every rule that expires something, as it is', () => {
    const { rules } = take('BucketLifecycleConfiguration', lifecycle) as unknown as LifecycleInputs;
    const aborts = lifecycle.rules.filter((rule) => rule.abortIncompleteMultipartUpload !== undefined);
    expect(aborts.length).toBeGreaterThan(0);
    expect(rules).toEqual(lifecycle.rules.filter((rule) => !aborts.includes(rule)));
  });

  test('is no control of ownership, and all of what is not named', () => {
    expect(take('BucketOwnershipControls', ownershipControls())).toBeUndefined();
    expect(take('BucketVersioning', versioning())).toEqual({ bucket: BUCKET, ...versioning() });
  });
});
