import { createHash } from 'node:crypto';
import type { Properties } from './check';

/** Where a resource is made. */
export interface Place {
  accountId: string;
  region: string;
}

/** China, the two US government clouds' shared name, and the rest. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const partitionOf = (region: string): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';

/** Prefixes of identifiers that EC2 hands out. */
const EC2_PREFIX: Readonly<Record<string, string>> = {
  Vpc: 'vpc',
  Subnet: 'subnet',
  RouteTable: 'rtb',
  RouteTableAssociation: 'rtbassoc',
  VpcEndpoint: 'vpce',
  SecurityGroup: 'sg',
  DefaultSecurityGroup: 'sg',
  SecurityGroupIngressRule: 'sgr',
  SecurityGroupEgressRule: 'sgr',
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * The id of a new AWS resource, and those outputs that follow from it as AWS forms them: the same for the same resource
 * every time. Source: https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export function identityOf(
  token: string,
  name: string,
  inputs: Properties,
  place: Place,
): { id: string; outputs: Properties } {
  const region = text(inputs['region']) || place.region;
  const [, module = '', kind = ''] = /^aws:([^/]+)\/.*:(\w+)$/.exec(token) ?? [];
  const hex = createHash('sha256').update(`${token} ${name} ${region}`).digest('hex');
  const partition = partitionOf(region);
  const arn = (service: string, resource: string, where: { region?: string; account?: string } = {}): string =>
    `arn:${partition}:${service}:${where.region ?? region}:${where.account ?? place.accountId}:${resource}`;
  const named = text(inputs['name']) || name;
  const uuid = (): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  const own = (id: string, outputs: Properties = {}): { id: string; outputs: Properties } => ({ id, outputs });
  const masterSecrets = (of: 'cluster' | 'db'): Properties[] =>
    inputs['manageMasterUserPassword'] === true
      ? [
          {
            secretArn: arn('secretsmanager', `secret:rds!${of}-${hex.slice(0, 36)}-${hex.slice(36, 42)}`),
            secretStatus: 'active',
            kmsKeyId: text(inputs['masterUserSecretKmsKeyId']),
          },
        ]
      : [];

  const prefix = EC2_PREFIX[kind];
  if ((module === 'ec2' || module === 'vpc') && prefix !== undefined) {
    const id = `${prefix}-${hex.slice(0, 17)}`;
    const resource = { subnet: 'subnet', vpc: 'vpc', rtb: 'route-table', vpce: 'vpc-endpoint', sg: 'security-group' }[
      prefix
    ];
    return own(id, {
      arn: arn('ec2', `${resource ?? 'security-group-rule'}/${id}`),
      ownerId: place.accountId,
      securityGroupRuleId: id,
      defaultSecurityGroupId: `sg-${hex.slice(17, 34)}`,
      defaultNetworkAclId: `acl-${hex.slice(17, 34)}`,
      defaultRouteTableId: `rtb-${hex.slice(17, 34)}`,
      mainRouteTableId: `rtb-${hex.slice(17, 34)}`,
      prefixListId: `pl-${hex.slice(0, 8)}`,
    });
  }
  switch (`${module} ${kind}`) {
    case 's3 Bucket': {
      const bucket = text(inputs['bucket']);
      return own(bucket, {
        arn: arn('s3', bucket, { region: '', account: '' }),
        bucketDomainName: `${bucket}.s3.amazonaws.com`,
        bucketRegion: region,
        bucketRegionalDomainName: `${bucket}.s3.${region}.amazonaws.com`,
      });
    }
    case 's3 Inventory':
    case 's3 BucketMetric':
    case 's3 BucketIntelligentTieringConfiguration':
      return own(`${text(inputs['bucket'])}:${named}`);
    case 's3 AccountPublicAccessBlock':
      return own(place.accountId, { accountId: place.accountId });
    case 'kms Key':
    case 'kms ReplicaKey': {
      const keyId = uuid();
      return own(keyId, { keyId, arn: arn('kms', `key/${keyId}`) });
    }
    case 'kms Alias': {
      const target = text(inputs['targetKeyId']);
      return own(named, {
        arn: arn('kms', named),
        targetKeyArn: target.startsWith('arn:') ? target : arn('kms', `key/${target}`),
      });
    }
    case 'iam Role':
    case 'iam User':
    case 'iam Policy': {
      const made = arn('iam', `${kind.toLowerCase()}${text(inputs['path']) || '/'}${named}`, { region: '' });
      const unique = hex.slice(0, 17).toUpperCase();
      return own(kind === 'Policy' ? made : named, {
        arn: made,
        uniqueId: `${kind === 'Role' ? 'AROA' : 'AIDA'}${unique}`,
        policyId: `ANPA${unique}`,
        createDate: '2020-01-01T00:00:00Z',
      });
    }
    case 'iam RolePolicy':
      return own(`${text(inputs['role'])}:${named}`);
    case 'iam RolePolicyAttachment':
      return own(`${text(inputs['role'])}/${text(inputs['policyArn'])}`);
    case 'cloudtrail Trail': {
      const made = arn('cloudtrail', `trail/${named}`);
      return own(made, { arn: made, homeRegion: region });
    }
    case 'rds Cluster': {
      const id = text(inputs['clusterIdentifier']) || `tf-${hex.slice(0, 26)}`;
      const host = `${hex.slice(0, 12)}.${region}.rds.amazonaws.com`;
      return own(id, {
        arn: arn('rds', `cluster:${id}`),
        clusterIdentifier: id,
        clusterResourceId: `cluster-${hex.slice(0, 26).toUpperCase()}`,
        endpoint: `${id}.cluster-${host}`,
        readerEndpoint: `${id}.cluster-ro-${host}`,
        port: inputs['port'] ?? 5432,
        masterUserSecrets: masterSecrets('cluster'),
      });
    }
    case 'rds ClusterInstance':
    case 'rds Instance': {
      const id = text(inputs['identifier']) || `tf-${hex.slice(0, 26)}`;
      const address = `${id}.${hex.slice(0, 12)}.${region}.rds.amazonaws.com`;
      const port = typeof inputs['port'] === 'number' ? inputs['port'] : 5432;
      return own(id, {
        arn: arn('rds', `db:${id}`),
        identifier: id,
        dbiResourceId: `db-${hex.slice(0, 26).toUpperCase()}`,
        resourceId: `db-${hex.slice(0, 26).toUpperCase()}`,
        address,
        endpoint: kind === 'Instance' ? `${address}:${port}` : address,
        port,
        masterUserSecrets: kind === 'Instance' ? masterSecrets('db') : [],
      });
    }
    case 'rds SubnetGroup':
      return own(named, { arn: arn('rds', `subgrp:${named}`) });
    case 'rds ClusterParameterGroup':
      return own(named, { arn: arn('rds', `cluster-pg:${named}`) });
    case 'rds ParameterGroup':
      return own(named, { arn: arn('rds', `pg:${named}`) });
    case 'rds GlobalCluster': {
      const id = text(inputs['globalClusterIdentifier']);
      return own(id, {
        arn: arn('rds', `global-cluster:${id}`, { region: '' }),
        globalClusterResourceId: `cluster-${hex.slice(0, 16)}`,
        endpoint: `${id}.global-${hex.slice(0, 12)}.global.rds.amazonaws.com`,
      });
    }
    case 'sqs Queue': {
      const url = `https://sqs.${region}.amazonaws.com/${place.accountId}/${named}`;
      return own(url, { url, arn: arn('sqs', named) });
    }
    case 'sqs QueuePolicy':
    case 'sqs RedrivePolicy':
    case 'sqs RedriveAllowPolicy':
      return own(text(inputs['queueUrl']));
    case 'cloudwatch EventRule':
      return own(named, { arn: arn('events', `rule/${named}`) });
    case 'cloudwatch EventTarget':
      return own(`${text(inputs['rule'])}-${text(inputs['targetId']) || hex.slice(0, 26)}`, {
        targetId: text(inputs['targetId']) || hex.slice(0, 26),
      });
    case 'cloudwatch MetricAlarm':
      return own(named, { arn: arn('cloudwatch', `alarm:${named}`) });
    case 'cloudwatch LogGroup':
      return own(named, { arn: arn('logs', `log-group:${named}`) });
    case 'sns Topic':
      return own(arn('sns', named), { arn: arn('sns', named), owner: place.accountId });
    case 'sns TopicPolicy':
      return own(text(inputs['arn']), { owner: place.accountId });
    case 'sns TopicSubscription':
      return own(`${text(inputs['topic'])}:${hex.slice(0, 36)}`, {
        arn: `${text(inputs['topic'])}:${hex.slice(0, 36)}`,
      });
    case 'ssm Parameter':
      return own(named, { arn: arn('ssm', `parameter/${named.replace(/^\//, '')}`), version: 1 });
    case 'secretsmanager Secret': {
      const made = arn('secretsmanager', `secret:${named}-${hex.slice(0, 6)}`);
      return own(made, { arn: made });
    }
    case 'secretsmanager SecretVersion': {
      const secretArn = text(inputs['secretId']);
      const versionId = uuid();
      return own(`${secretArn}|${versionId}`, {
        arn: secretArn,
        secretArn,
        versionId,
        hasSecretStringWo: inputs['secretStringWo'] !== undefined,
      });
    }
    case 'secretsmanager SecretPolicy':
      return own(text(inputs['secretArn']));
    case 'backup Vault':
      return own(named, { arn: arn('backup', `backup-vault:${named}`), recoveryPoints: 0 });
    case 'backup VaultLockConfiguration': {
      const vault = text(inputs['backupVaultName']);
      return own(vault, { backupVaultArn: arn('backup', `backup-vault:${vault}`) });
    }
    case 'backup Plan': {
      const id = uuid();
      return own(id, { arn: arn('backup', `backup-plan:${id}`), version: hex.slice(36, 60) });
    }
    case 'backup Selection':
      return own(uuid());
    default:
      // Every other type of S3 is a property of a bucket, and bears its name.
      return own(text(inputs['bucket']));
  }
}
