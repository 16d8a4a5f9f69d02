import fc from 'fast-check';
import type * as pulumi from '@pulumi/pulumi';
import { ArtifactBucket } from '../../components/artifact-bucket';
import {
  BucketReplication,
  validateBucketReplicationArgs,
  type BucketReplicationArgs,
} from '../../components/bucket-replication';
import { pairOf, REGIONS, zoneOf } from '../../components/common/regions';
import { replicationPolicy, replicationRules } from '../../components/documents/replication';
import { ACCOUNT, judge, role, service } from './judge';
import { only, record } from './record';

const end = (region: string, kmsKeyArn?: pulumi.Input<string>) => ({
  bucketName: `gl-artifacts-${region}`,
  region,
  accountId: ACCOUNT,
  ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
});
const bucketIn = (region: string, kmsKeyArn?: pulumi.Input<string>) =>
  new ArtifactBucket(`artifacts-${region}`, {
    bucketName: `gl-artifacts-${region}`,
    placement: { region, accountId: ACCOUNT },
    ...(kmsKeyArn === undefined ? {} : { encryption: { mode: 'sse-kms', kmsKeyArn } }),
    objectLock: { mode: 'GOVERNANCE', days: 30 },
    retentionClasses: [{ name: 'standard', days: 90 }],
    accessLogs: { reason: 'not here' },
  });
const edge = (change: Partial<BucketReplicationArgs> = {}, keys: [pulumi.Input<string>?, pulumi.Input<string>?] = []) =>
  new BucketReplication('there', {
    source: bucketIn('eu-west-1', keys[0]),
    destination: bucketIn('eu-central-1', keys[1]),
    roleName: 'gl-artifacts-replication-eu-west-1',
    ...change,
  });
const KEY = (region: string) => `arn:aws:kms:${region}:${ACCOUNT}:key/0`;
const config = 'aws:s3/bucketReplicationConfig:BucketReplicationConfig';

describe('an edge of replication', () => {
  test('copies the whole bucket in a committed time, and no delete', async () => {
    const { resources } = await record(() => edge());
    expect(only(resources, config).inputs).toMatchObject({
      bucket: 'gl-artifacts-eu-west-1',
      region: 'eu-west-1',
      rules: [
        {
          id: 'everything',
          status: 'Enabled',
          priority: 0,
          filter: { prefix: '' },
          deleteMarkerReplication: { status: 'Disabled' },
          sourceSelectionCriteria: { replicaModifications: { status: 'Enabled' } },
          destination: {
            bucket: 'arn:aws:s3:::gl-artifacts-eu-central-1',
            replicationTime: { status: 'Enabled', time: { minutes: 15 } },
            metrics: { status: 'Enabled', eventThreshold: { minutes: 15 } },
          },
        },
      ],
    });
  });

  test('has a role that may do what the document says, known at preview, and nothing more', async () => {
    const { resources } = await record(() => edge());
    const { policy, role: roleName } = only(resources, 'aws:iam/rolePolicy:RolePolicy').inputs;
    expect(roleName).toBe('gl-artifacts-replication-eu-west-1');
    const plain = { source: end('eu-west-1'), destination: end('eu-central-1') };
    expect(JSON.parse(policy)).toEqual(replicationPolicy(plain as Parameters<typeof replicationPolicy>[0], false));
  });

  test('waits for the versions of both ends and for its permissions', async () => {
    const { resources } = await record(() => edge());
    const { dependsOn, parent } = only(resources, config);
    expect(parent).toBe('there');
    expect(dependsOn).toEqual(
      expect.arrayContaining([
        'artifacts-eu-west-1-versioning',
        'artifacts-eu-central-1-versioning',
        'artifacts-eu-central-1-object-lock',
        'there-permissions',
      ]),
    );
  });

  test('selects what is under KMS when both ends have keys, and names the key of the replica', async () => {
    const keys: [string, string] = [KEY('eu-west-1'), KEY('eu-central-1')];
    const { resources } = await record(() => edge({}, keys), true);
    const [rule] = only(resources, config).inputs.rules;
    expect(rule.sourceSelectionCriteria.sseKmsEncryptedObjects).toEqual({ status: 'Enabled' });
    expect(rule.destination.encryptionConfiguration).toEqual({ replicaKmsKeyId: KEY('eu-central-1') });
    const { policy } = only(resources, 'aws:iam/rolePolicy:RolePolicy').inputs;
    expect(JSON.parse(policy)).toEqual(
      replicationPolicy(
        {
          source: { ...end('eu-west-1'), kmsKeyArn: keys[0] },
          destination: { ...end('eu-central-1'), kmsKeyArn: keys[1] },
        },
        false,
      ),
    );
  });

  test('has a role that only S3 may assume, for this bucket of this account', async () => {
    const { resources } = await record(() => edge());
    const { assumeRolePolicy } = only(resources, 'aws:iam/role:Role').inputs;
    const parsed = JSON.parse(assumeRolePolicy) as { Statement: object[] };
    const withResource = { ...parsed, Statement: parsed.Statement.map((s) => ({ ...s, Resource: '*' })) };
    const says = (who: Parameters<typeof judge>[1], bucket: string, account = ACCOUNT) =>
      judge(withResource, who, 'sts:AssumeRole', 'arn:aws:iam::111122223333:role/r', {
        'aws:SourceArn': `arn:aws:s3:::${bucket}`,
        'aws:SourceAccount': account,
      });
    const s3 = service('s3.amazonaws.com');
    expect(says(s3, 'gl-artifacts-eu-west-1')).toBe('allowed');
    expect(says(s3, 'another')).toBe('implicitDeny');
    expect(says(s3, 'gl-artifacts-eu-west-1', '444455556666')).toBe('implicitDeny');
    expect(says(role('app'), 'gl-artifacts-eu-west-1')).toBe('implicitDeny');
  });
});

describe('the permissions of an edge', () => {
  const keyed = {
    source: { ...end('eu-west-1'), kmsKeyArn: KEY('eu-west-1') },
    destination: { ...end('eu-central-1'), kmsKeyArn: KEY('eu-central-1') },
  };
  const says = (action: string, resource: string, context: Record<string, string> = {}, deleteMarkers = false) => {
    const document = replicationPolicy(keyed, deleteMarkers);
    const attached = { ...document, Statement: document.Statement.map((s) => ({ ...s, Principal: '*' })) };
    return judge(attached, role('replication'), action, resource, context);
  };
  const [from, to] = ['arn:aws:s3:::gl-artifacts-eu-west-1', 'arn:aws:s3:::gl-artifacts-eu-central-1'];

  test.each(['GetObjectVersionForReplication', 'GetObjectVersionTagging', 'GetObjectRetention', 'GetObjectLegalHold'])(
    'allow s3:%s on the source only',
    (action) => {
      expect(says(`s3:${action}`, `${from}/key`)).toBe('allowed');
      expect(says(`s3:${action}`, `${to}/key`)).toBe('implicitDeny');
    },
  );

  test.each(['DeleteObject', 'DeleteObjectVersion', 'BypassGovernanceRetention', 'PutObject', 'ReplicateDelete'])(
    'never allow s3:%s',
    (action) => {
      for (const bucket of [from, to]) expect(says(`s3:${action}`, `${bucket}/key`)).toBe('implicitDeny');
    },
  );

  test('write replicas into the destination only, and delete markers only when told', () => {
    expect(says('s3:ReplicateObject', `${to}/key`)).toBe('allowed');
    expect(says('s3:ReplicateObject', `${from}/key`)).toBe('implicitDeny');
    expect(says('s3:ReplicateDelete', `${to}/key`, {}, true)).toBe('allowed');
  });

  test.each(['', '/key'])('use the keys through S3, with the context arn:…%s', (suffix) => {
    const context = (bucket: string, via: string) => ({
      'kms:ViaService': via,
      'kms:EncryptionContext:aws:s3:arn': `${bucket}${suffix}`,
    });
    const [here, there] = ['s3.eu-west-1.amazonaws.com', 's3.eu-central-1.amazonaws.com'];
    expect(says('kms:Decrypt', KEY('eu-west-1'), context(from, here))).toBe('allowed');
    expect(says('kms:Encrypt', KEY('eu-central-1'), context(to, there))).toBe('allowed');
    expect(says('kms:GenerateDataKey', KEY('eu-central-1'), context(to, there))).toBe('allowed');
    expect(says('kms:Decrypt', KEY('eu-central-1'), context(to, there))).toBe('implicitDeny');
    expect(says('kms:Decrypt', KEY('eu-west-1'), context(from, there))).toBe('implicitDeny');
    expect(says('kms:Decrypt', KEY('eu-west-1'), context('arn:aws:s3:::another', here))).toBe('implicitDeny');
  });
});

describe('the rules of an edge', () => {
  const plain = { source: end('eu-west-1'), destination: end('eu-central-1') };

  test.each<[string[], Record<string, string>, object[]]>([
    [[''], {}, [{ prefix: '' }]],
    [['acme/', 'globex/'], {}, [{ prefix: 'acme/' }, { prefix: 'globex/' }]],
    [[''], { tier: 'gold' }, [{ tag: { key: 'tier', value: 'gold' } }]],
    [[''], { tier: 'gold', kind: 'model' }, [{ and: { tags: { tier: 'gold', kind: 'model' } } }]],
    [['acme/'], { tier: 'gold' }, [{ and: { prefix: 'acme/', tags: { tier: 'gold' } } }]],
    [
      ['acme/', 'globex/'],
      { tier: 'gold', kind: '' },
      [
        { and: { prefix: 'acme/', tags: { tier: 'gold', kind: '' } } },
        { and: { prefix: 'globex/', tags: { tier: 'gold', kind: '' } } },
      ],
    ],
  ])('take the prefixes %j with the tags %j by one condition or an And', (prefixes, tagFilter, filters) => {
    const rules = replicationRules(plain, { prefixes, tagFilter, deleteMarkers: false });
    expect(rules.map(({ filter }) => filter)).toEqual(filters);
    expect(rules.map(({ priority }) => priority)).toEqual(prefixes.map((_, i) => i));
    expect(new Set(rules.map(({ id }) => id)).size).toBe(prefixes.length);
  });

  test('reach S3 with the tags that the edge is given', async () => {
    const { resources } = await record(() => edge({ prefixes: ['acme/'], tagFilter: { tier: 'gold' } }));
    const [rule] = only(resources, config).inputs.rules;
    expect(rule.filter).toEqual({ and: { prefix: 'acme/', tags: { tier: 'gold' } } });
    expect(rule.deleteMarkerReplication).toEqual({ status: 'Disabled' });
  });
});

describe('the residency zone', () => {
  const problems = (source: string, destination: string, change: object = {}) =>
    validateBucketReplicationArgs({ source: end(source), destination: end(destination), roleName: 'r', ...change });
  const region = fc.constantFrom(...Object.keys(REGIONS));

  test('is left by no edge, whatever the regions', () => {
    fc.assert(
      fc.property(region, region, (source, destination) => {
        fc.pre(source !== destination);
        const refused = problems(source, destination).map((p) => p.path);
        expect(refused).toEqual(zoneOf(source) === zoneOf(destination) ? [] : ['replication.destination.region']);
        expect(problems(source, pairOf(source)!)).toEqual([]);
      }),
    );
  });

  test('is named with what would have left it, and nothing is registered', async () => {
    const args = { source: end('eu-west-1'), destination: end('us-east-1'), roleName: 'r' };
    const { value, resources } = await record(() => {
      try {
        new BucketReplication('out', args as unknown as BucketReplicationArgs);
      } catch (error) {
        return String(error);
      }
    });
    expect(value).toContain('would have exported every artifact of gl-artifacts-eu-west-1 from eu to us');
    expect(value).toContain('choose eu-central-1');
    expect(resources).toEqual([]);
  });

  test('may be left by named prefixes with a reason, never by a whole bucket', () => {
    const crossZone = { reason: 'contract 17' };
    expect(problems('eu-west-1', 'us-east-1', { crossZone, prefixes: ['acme/'] })).toEqual([]);
    expect(problems('eu-west-1', 'us-east-1', { crossZone }).map((p) => p.rule)[0]).toMatch(/named tenants only/);
    const tagged = problems('eu-west-1', 'us-east-1', { crossZone, tagFilter: { tenant: 'acme' } });
    expect(tagged.map((p) => p.rule)[0]).toMatch(/named tenants only/);
    const paths = problems('eu-west-1', 'us-east-1', { crossZone: { reason: '' }, prefixes: ['acme/'] });
    expect(paths.map((p) => p.path)).toEqual(['replication.crossZone.reason']);
  });
});

describe('wrong arguments of an edge', () => {
  const good = { source: end('eu-west-1'), destination: end('eu-central-1'), roleName: 'r' };

  test.each<[string, object]>([
    ['destination.bucketName', { destination: { ...good.destination, bucketName: good.source.bucketName } }],
    ['destination.region', { destination: { ...good.destination, region: 'eu-central1' } }],
    ['destination.accountId', { destination: { ...good.destination, accountId: '1' } }],
    ['destination.kmsKeyArn', { source: end('eu-west-1', KEY('eu-west-1')) }],
    ['destination.kmsKeyArn', { destination: end('eu-central-1', KEY('eu-central-1')) }],
    ['roleName', { roleName: 'a role' }],
    ['permissionsBoundaryArn', { permissionsBoundaryArn: 'bound' }],
    ['prefixes', { prefixes: [] }],
    ['prefixes', { prefixes: ['acme/', 'acme/runs/'] }],
    ['prefixes', { prefixes: ['acme/', 'acme/'] }],
    ['deleteMarkers', { tagFilter: { tier: 'gold' }, deleteMarkers: true }],
    ['tagFilter', { tagFilter: Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`t${i}`, ''])) }],
    ['tagFilter.', { tagFilter: { '': 'gold' } }],
    ['tagFilter.aws:tier', { tagFilter: { 'aws:tier': 'gold' } }],
    ['tagFilter.a*', { tagFilter: { 'a*': 'gold' } }],
    ['tagFilter.tier', { tagFilter: { tier: 'gold;' } }],
    ['tagFilter.tier', { tagFilter: { tier: 'g'.repeat(257) } }],
  ])('name %s for %j', (path, change) => {
    const paths = validateBucketReplicationArgs({ ...good, ...change }).map((p) => p.path);
    expect(paths).toEqual([`replication.${path}`]);
  });

  test('are none for tags at their limits, and for delete markers without tags', () => {
    const tagFilter = { ['n'.repeat(128)]: 'v'.repeat(256), 'a b_.:/=+-@é1': '' };
    expect(validateBucketReplicationArgs({ ...good, tagFilter })).toEqual([]);
    expect(validateBucketReplicationArgs({ ...good, tagFilter: {}, deleteMarkers: true })).toEqual([]);
  });

  test('is left with the reason among what the edge puts out', async () => {
    const crossZone = { reason: 'contract 17' };
    const abroad = { destination: end('us-east-1') as unknown as BucketReplicationArgs['destination'] };
    const { value } = await record(() =>
      [edge({ ...abroad, crossZone, prefixes: ['acme/'] }), edge()].map((one) => one.optOuts),
    );
    expect(value).toEqual([{ crossZone: 'contract 17' }, {}]);
  });
});
