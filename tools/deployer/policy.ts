import type { RecordedResource } from '../monitor';
import table from './actions.json';

/** What the permissions are read from; what the in-process monitor records is one. */
export type DeployedResource = Pick<RecordedResource, 'urn' | 'type' | 'inputs'>;

interface Statement {
  Sid: string;
  Effect: 'Allow';
  Action: string[];
  Resource: string | string[];
  Condition?: { StringEquals: Record<string, string[]> };
}

/** An identity-based IAM policy. */
export interface DeployerPolicy {
  Version: '2012-10-17';
  Statement: Statement[];
}

/** Thrown for a type of resource that `actions.json` says nothing of: the policy would be too narrow for it. */
export class UnknownActionsError extends Error {
  constructor(readonly types: readonly string[]) {
    super(`no actions are known for ${types.join(', ')}; add them to tools/deployer/actions.json`);
    this.name = 'UnknownActionsError';
  }
}

const ACTIONS = new Map(Object.entries(table).filter((entry): entry is [string, string[]] => Array.isArray(entry[1])));

/** Which service takes a role from a resource. */
const TAKES_ROLE: Readonly<Record<string, string>> = {
  'aws:s3/bucketReplicationConfig:BucketReplicationConfig': 's3.amazonaws.com',
  'aws:backup/selection:Selection': 'backup.amazonaws.com',
  'aws:cloudtrail/trail:Trail': 'cloudtrail.amazonaws.com',
};
const PASS = ['iam:PassRole'];
/** A trail has one only where it delivers to a log group too. */
const takesRole = ({ type, inputs }: DeployedResource): boolean =>
  type !== 'aws:cloudtrail/trail:Trail' || inputs['cloudWatchLogsRoleArn'] !== undefined;
const LINK = ['iam:CreateServiceLinkedRole'];
/** They are about the account, and have no resource to be narrowed to. */
const OF_ACCOUNT = ['s3:GetAccountPublicAccessBlock', 's3:PutAccountPublicAccessBlock'];
const ATTACH = ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'];

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();
const serviceOf = (action: string): string => action.split(':')[0]!;

/**
 * What whoever runs `pulumi up` has to be allowed: the provider's calls for these resources, on their buckets and roles
 * by name, and elsewhere in their regions only. Emptying a bucket is not in it, since no stack that keeps data does it.
 *
 * Whoever may write the policies of a role may give it anything: the deployer is to be trusted as an administrator of these
 * roles, or has to be held by a permissions boundary.
 *
 * @param resources - all of one stack or of several
 * @param accountId - 12 digits
 * @throws {UnknownActionsError} for a type that the table does not have
 * @example deployerPolicy(run.resources, '111122223333').Statement.map((s) => s.Sid)
 */
export function deployerPolicy(resources: readonly DeployedResource[], accountId: string): DeployerPolicy {
  const own = resources.filter(({ type }) => type.startsWith('aws:'));
  const unknown = sorted(own.filter(({ type }) => !ACTIONS.has(type)).map(({ type }) => type));
  if (unknown.length > 0) throw new UnknownActionsError(unknown);
  const needs = own.flatMap((one) =>
    ACTIONS.get(one.type)!
      .filter((action) => !PASS.includes(action) || takesRole(one))
      .map((action) => ({ action, region: one.inputs['region'] as string })),
  );
  const ofService = (service: string) => needs.filter(({ action }) => serviceOf(action) === service);
  const actionsOf = (service: string): string[] => sorted(ofService(service).map(({ action }) => action));
  const services = sorted(needs.map(({ action }) => serviceOf(action)));
  return {
    Version: '2012-10-17',
    Statement: [
      ...regionalStatements(services.filter((service) => !['s3', 'iam'].includes(service))),
      ...(services.includes('iam') ? roleStatements(actionsOf('iam')) : []),
      ...(services.includes('s3') ? bucketStatements(actionsOf('s3')) : []),
    ],
  };

  /** One for all services of the same regions: a role's policies have 10 240 characters. */
  function regionalStatements(regional: readonly string[]): Statement[] {
    const byRegions = new Map<string, string[]>();
    for (const service of regional) {
      const regions = sorted(ofService(service).map(({ region }) => region)).join(' ');
      byRegions.set(regions, [...(byRegions.get(regions) ?? []), service]);
    }
    return [...byRegions].map(([regions, together]) => ({
      ...allow(`in-${regions.replaceAll(' ', '-and-')}`, together.flatMap(actionsOf), '*'),
      Condition: { StringEquals: { 'aws:RequestedRegion': regions.split(' ') } },
    }));
  }

  function bucketStatements(actions: string[]): Statement[] {
    const ofAccount = actions.filter((action) => OF_ACCOUNT.includes(action));
    const others = actions.filter((action) => !OF_ACCOUNT.includes(action));
    return [
      ...(others.length === 0 ? [] : [allow('Buckets', others, namesOf('aws:s3/bucket:Bucket', 'bucket', bucketArn))]),
      ...(ofAccount.length === 0 ? [] : [allow('Account', ofAccount, '*')]),
    ];
  }

  function roleStatements(actions: string[]): Statement[] {
    const roles = namesOf('aws:iam/role:Role', 'name', (name) => `arn:aws:iam::${accountId}:role/${name}`);
    const linked = `arn:aws:iam::${accountId}:role/aws-service-role/rds.amazonaws.com/*`;
    const takers = sorted(own.filter(takesRole).flatMap(({ type }) => TAKES_ROLE[type] ?? []));
    const attached = namesOf('aws:iam/rolePolicyAttachment:RolePolicyAttachment', 'policyArn', (arn) => arn);
    const when = (key: string, values: string[]) => ({ Condition: { StringEquals: { [key]: values } } });
    const narrowed = [
      { ...allow('PassRoles', PASS, roles), ...when('iam:PassedToService', takers) },
      { ...allow('AttachToRoles', ATTACH, roles), ...when('iam:PolicyARN', attached) },
      { ...allow('RoleOfRds', LINK, linked), ...when('iam:AWSServiceName', ['rds.amazonaws.com']) },
    ].filter(({ Action }) => Action.some((action) => actions.includes(action)));
    const others = actions.filter((action) => !narrowed.some(({ Action }) => Action.includes(action)));
    return [...(others.length === 0 ? [] : [allow('Roles', others, roles)]), ...narrowed];
  }

  function namesOf(type: string, property: string, arn: (name: string) => string): string[] {
    return sorted(own.filter((one) => one.type === type).map(({ inputs }) => arn(inputs[property] as string)));
  }
}

const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;

/** A statement; an id of one takes letters and digits alone. */
const allow = (subject: string, Action: string[], Resource: string | string[]): Statement => ({
  Sid: `Deploy${subject.replace(/(^|-)./g, (first) => first.at(-1)!.toUpperCase())}`,
  Effect: 'Allow',
  Action,
  Resource,
});
