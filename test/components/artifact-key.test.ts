import { ArtifactKey, type ArtifactKeyArgs } from '../../components/artifact-key';
import { ACCOUNT, judge, role, service } from './judge';
import { only, record, valueOf } from './record';

const args: ArtifactKeyArgs = {
  placement: { region: 'eu-west-1', accountId: ACCOUNT },
  alias: 'gl-artifacts-eu-west-1',
  services: ['s3', 'rds'],
  trailNames: ['gl-artifacts-eu-west-1'],
};
const key = (change: Partial<ArtifactKeyArgs> = {}) => new ArtifactKey('key', { ...args, ...change });
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0';

describe('the key of a region', () => {
  test('rotates, stays in its region, and is protected', async () => {
    const { value, resources } = await record(() => key());
    const { inputs, ...options } = only(resources, 'aws:kms/key:Key');
    expect(inputs).toMatchObject({
      region: 'eu-west-1',
      enableKeyRotation: true,
      multiRegion: false,
      deletionWindowInDays: 30,
    });
    expect(options).toMatchObject({ parent: 'key', protect: true, retainOnDelete: false });
    expect(only(resources, 'aws:kms/alias:Alias').inputs).toMatchObject({
      name: 'alias/gl-artifacts-eu-west-1',
      region: 'eu-west-1',
    });
    expect(await valueOf(value.keyArn)).toBeUndefined();
    const made = await record(() => key(), true);
    expect(only(made.resources, 'aws:kms/alias:Alias').inputs.targetKeyId).toBe('id-of-key-key');
  });

  test.each<['protect' | 'retain' | 'destroy', boolean, boolean]>([
    ['protect', true, false],
    ['retain', false, true],
    ['destroy', false, false],
  ])('%s: protect %s, retain on delete %s', async (deletionPolicy, protect, retainOnDelete) => {
    const { resources } = await record(() => key({ placement: { ...args.placement, deletionPolicy } }));
    expect(only(resources, 'aws:kms/key:Key')).toMatchObject({ protect, retainOnDelete });
  });

  test('has a policy that is known at preview and lets only what it names use the key', async () => {
    const { resources } = await record(() => key());
    const { policy } = only(resources, 'aws:kms/key:Key').inputs;
    const through = (via: string) => ({ 'kms:ViaService': via, 'kms:CallerAccount': ACCOUNT });
    const trail = (name: string) => ({
      'aws:SourceArn': `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/${name}`,
      'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/${name}`,
    });
    const cloudTrail = service('cloudtrail.amazonaws.com');
    const says = (...[who, action, context]: [Parameters<typeof judge>[1], string, Record<string, string>?]) =>
      judge(policy, who, action, KEY, context);
    expect(says(role('app'), 'kms:Decrypt', through('s3.eu-west-1.amazonaws.com'))).toBe('allowed');
    expect(says(role('app'), 'kms:Decrypt', through('s3.us-east-1.amazonaws.com'))).toBe('implicitDeny');
    expect(says(role('app'), 'kms:Decrypt')).toBe('implicitDeny');
    expect(says(role('app'), 'kms:CreateGrant', through('rds.eu-west-1.amazonaws.com'))).toBe('implicitDeny');
    const stranger = role('app', '444455556666');
    expect(says(stranger, 'kms:Decrypt', through('s3.eu-west-1.amazonaws.com'))).toBe('implicitDeny');
    expect(says(role('admin'), 'kms:PutKeyPolicy')).toBe('allowed');
    expect(says(cloudTrail, 'kms:GenerateDataKey', trail('gl-artifacts-eu-west-1'))).toBe('allowed');
    expect(says(cloudTrail, 'kms:GenerateDataKey', trail('another'))).toBe('implicitDeny');
    expect(says(cloudTrail, 'kms:DescribeKey', trail('gl-artifacts-eu-west-1'))).toBe('allowed');
    expect(says(cloudTrail, 'kms:DescribeKey', trail('another'))).toBe('implicitDeny');
  });

  test('is administered by the named alone where somebody is', async () => {
    const keys = `arn:aws:iam::${ACCOUNT}:role/keys`;
    const { resources } = await record(() =>
      key({ administratorArns: [keys, `arn:aws:iam::${ACCOUNT}:role/deployer`] }),
    );
    const { policy } = only(resources, 'aws:kms/key:Key').inputs;
    const says = (name: string, action: string, context = {}) =>
      judge(policy, role(name), action, KEY, {
        'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/${name}`,
        ...context,
      });
    for (const name of ['keys', 'deployer']) expect(says(name, 'kms:PutKeyPolicy')).toBe('allowed');
    expect(says('admin', 'kms:PutKeyPolicy')).toBe('implicitDeny');
    const viaS3 = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:CallerAccount': ACCOUNT };
    expect(says('app', 'kms:Decrypt', viaS3)).toBe('allowed');
  });

  test('is used by S3 for the inventories of the named buckets of this account, and for no other', async () => {
    const { resources } = await record(() => key({ inventoriedBuckets: ['gl-a', 'gl-b'] }));
    const { policy } = only(resources, 'aws:kms/key:Key').inputs;
    const says = (bucket: string, action = 'kms:GenerateDataKey', account = ACCOUNT) =>
      judge(policy, service('s3.amazonaws.com'), action, KEY, {
        'aws:SourceArn': `arn:aws:s3:::${bucket}`,
        'aws:SourceAccount': account,
      });
    expect([says('gl-a'), says('gl-b')]).toEqual(['allowed', 'allowed']);
    expect(says('gl-c')).toBe('implicitDeny');
    expect(says('gl-a', 'kms:Decrypt')).toBe('implicitDeny');
    expect(says('gl-a', 'kms:GenerateDataKey', '444455556666')).toBe('implicitDeny');
    const without = only((await record(() => key())).resources, 'aws:kms/key:Key').inputs.policy;
    expect(without).not.toContain('"s3.amazonaws.com"');
  });

  test('is not registered when an argument is wrong, and every problem is named', async () => {
    const { value, resources } = await record(() => {
      try {
        const placement = { region: 'eu-west1', accountId: '1', permissionsBoundaryArn: 'bound' };
        key({ placement, alias: 'aws/s3', services: [], administratorArns: ['keys'] });
      } catch (error) {
        return String(error);
      }
    });
    expect(resources).toEqual([]);
    for (const path of [
      'placement.region',
      'placement.accountId',
      'placement.permissionsBoundaryArn',
      'alias',
      'services',
      'administratorArns[0]',
    ]) {
      expect(value).toContain(`key.${path}: got`);
    }
  });
});
