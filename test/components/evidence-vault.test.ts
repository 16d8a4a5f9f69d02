import { EvidenceVault, validateEvidenceVaultArgs, type EvidenceVaultArgs } from '../../components/evidence-vault';
import { ACCOUNT, judge, role } from './judge';
import { only, record } from './record';

const args: EvidenceVaultArgs = {
  bucketName: 'gl-artifacts-evidence-eu-west-1',
  placement: { region: 'eu-west-1', accountId: ACCOUNT },
  sealerRoleArn: `arn:aws:iam::${ACCOUNT}:role/gl-artifacts-sealer`,
  signingKeyAlias: 'gl-artifacts-sealer-eu-west-1',
};
const vault = (change: Partial<EvidenceVaultArgs> = {}) => new EvidenceVault('vault', { ...args, ...change });
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/0`;
const by = (name: string, account = ACCOUNT) => ({ 'aws:PrincipalArn': `arn:aws:iam::${account}:role/${name}` });

describe('the vault of evidence', () => {
  test('locks for ten years in COMPLIANCE, and expires nothing', async () => {
    const { resources } = await record(() => vault());
    const inputs = (type: string) => only(resources, `aws:s3/${type}`).inputs;
    expect(inputs('bucketObjectLockConfiguration:BucketObjectLockConfiguration').rule).toEqual({
      defaultRetention: { mode: 'COMPLIANCE', years: 10 },
    });
    expect(inputs('bucketLifecycleConfiguration:BucketLifecycleConfiguration').rules).toEqual([
      {
        id: 'abort-incomplete-uploads',
        status: 'Enabled',
        filter: { prefix: '' },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ]);
    expect(inputs('bucketPublicAccessBlock:BucketPublicAccessBlock').blockPublicPolicy).toBe(true);
    expect(only(resources, 'aws:s3/bucket:Bucket')).toMatchObject({
      protect: true,
      inputs: { objectLockEnabled: true, forceDestroy: false, region: 'eu-west-1' },
    });
  });

  test('lets nobody delete and only the sealer write, over TLS and encrypted', async () => {
    const { resources } = await record(() => vault());
    const { policy } = only(resources, 'aws:s3/bucketPolicy:BucketPolicy').inputs;
    const fine = {
      'aws:SecureTransport': 'true',
      's3:TlsVersion': '1.3',
      's3:x-amz-server-side-encryption': 'AES256',
    };
    const says = (name: string, action: string, context: Record<string, string> = {}) =>
      judge(policy, role(name), action, `arn:aws:s3:::${args.bucketName}/key`, { ...fine, ...by(name), ...context });
    // Not denied: the roles are allowed by their own policies.
    expect(says('gl-artifacts-sealer', 's3:PutObject')).toBe('implicitDeny');
    expect(says('auditor', 's3:GetObject')).toBe('implicitDeny');
    expect(says('admin', 's3:PutObject')).toBe('explicitDeny');
    for (const name of ['gl-artifacts-sealer', 'admin']) {
      for (const action of ['DeleteObject', 'DeleteObjectVersion', 'BypassGovernanceRetention'])
        expect(says(name, `s3:${action}`)).toBe('explicitDeny');
    }
    expect(says('gl-artifacts-sealer', 's3:PutObject', { 'aws:SecureTransport': 'false' })).toBe('explicitDeny');
    expect(says('gl-artifacts-sealer', 's3:PutObject', { 's3:x-amz-server-side-encryption': '' })).toBe('explicitDeny');
  });

  test('has an asymmetric key that only the sealer signs with, and that the account administers', async () => {
    const { resources } = await record(() => vault());
    const { inputs, protect } = only(resources, 'aws:kms/key:Key');
    expect(protect).toBe(true);
    expect(inputs).toMatchObject({
      customerMasterKeySpec: 'ECC_NIST_P256',
      keyUsage: 'SIGN_VERIFY',
      multiRegion: false,
      region: 'eu-west-1',
    });
    expect(inputs.enableKeyRotation).toBeUndefined();
    const says = (name: string, action: string, account = ACCOUNT) =>
      judge(inputs.policy, role(name, account), action, KEY, by(name, account));
    expect(says('gl-artifacts-sealer', 'kms:Sign')).toBe('allowed');
    expect(says('admin', 'kms:Sign')).toBe('explicitDeny');
    expect(says('admin', 'kms:CreateGrant')).toBe('explicitDeny');
    expect(says('gl-artifacts-sealer', 'kms:Sign', '444455556666')).toBe('explicitDeny');
    expect(says('admin', 'kms:DisableKey')).toBe('allowed');
    expect(says('auditor', 'kms:GetPublicKey')).toBe('allowed');
    expect(
      judge(inputs.policy, { kind: 'aws', arn: `arn:aws:iam::${ACCOUNT}:root`, account: ACCOUNT }, 'kms:Sign', KEY, {
        'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:root`,
      }),
    ).toBe('explicitDeny');
  });

  test('lets the named alone administer the key that signs', async () => {
    const { resources } = await record(() => vault({ keyAdministratorArns: [`arn:aws:iam::${ACCOUNT}:role/keys`] }));
    const { policy } = only(resources, 'aws:kms/key:Key').inputs;
    const says = (name: string, action: string) => judge(policy, role(name), action, KEY, by(name, ACCOUNT));
    expect(says('keys', 'kms:DisableKey')).toBe('allowed');
    expect(says('keys', 'kms:Sign')).toBe('explicitDeny');
    expect(says('admin', 'kms:DisableKey')).toBe('implicitDeny');
    expect(says('gl-artifacts-sealer', 'kms:Sign')).toBe('allowed');
  });

  test.each<[string, Partial<EvidenceVaultArgs>]>([
    ['keyAdministratorArns', { keyAdministratorArns: [] }],
    ['keyAdministratorArns[0]', { keyAdministratorArns: ['keys'] }],
    ['bucketName', { bucketName: 'a.b.c' }],
    ['evidenceRetentionYears', { evidenceRetentionYears: 0 }],
    ['evidenceRetentionYears', { evidenceRetentionYears: 101 }],
    ['encryption.kmsKeyArn', { encryption: { mode: 'sse-kms', kmsKeyArn: 'key' } }],
    ['sealerRoleArn', { sealerRoleArn: '*' }],
    ['sealerRoleArn', { sealerRoleArn: `arn:aws:iam::${ACCOUNT}:role/*` }],
    ['sealerRoleArn', { sealerRoleArn: `arn:aws:iam::${ACCOUNT}:root` }],
    ['signingKeyAlias', { signingKeyAlias: 'a b' }],
  ])('names %s for %j, and registers nothing', async (path, change) => {
    expect(validateEvidenceVaultArgs({ ...args, ...change }).map((p) => p.path)).toEqual([`vault.${path}`]);
    const { resources } = await record(() => {
      expect(() => vault(change)).toThrow(`vault.${path}: got`);
    });
    expect(resources).toEqual([]);
  });
});
