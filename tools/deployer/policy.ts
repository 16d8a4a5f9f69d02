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

const PASS = 'iam:PassRole';
const SERVICE_LINKED = 'iam:CreateServiceLinkedRole';

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();
const serviceOf = (action: string): string => action.split(':')[0]!;

/**
 * What whoever runs `pulumi up` has to be allowed: the provider's calls for these resources, on their buckets and roles
 * by name, and elsewhere in their regions only. Emptying a bucket is not in it, since no stack that keeps data does it.
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
  const needs = own.flatMap(({ type, inputs }) =>
    ACTIONS.get(type)!.map((action) => ({ action, region: inputs['region'] as string })),
  );
  const services = sorted(needs.map(({ action }) => serviceOf(action)));
  return { Version: '2012-10-17', Statement: services.flatMap(statementsOf) };

  function statementsOf(service: string): Statement[] {
    const ofService = needs.filter(({ action }) => serviceOf(action) === service);
    const Action = sorted(ofService.map(({ action }) => action));
    if (service === 's3') return [allow('Buckets', Action, namesOf('aws:s3/bucket:Bucket', 'bucket', bucketArn))];
    if (service === 'iam') return roleStatements(Action);
    const regions = sorted(ofService.map(({ region }) => region));
    return [{ ...allow(service, Action, '*'), Condition: { StringEquals: { 'aws:RequestedRegion': regions } } }];
  }

  function roleStatements(actions: string[]): Statement[] {
    const roles = namesOf('aws:iam/role:Role', 'name', (name) => `arn:aws:iam::${accountId}:role/${name}`);
    const passedTo = { StringEquals: { 'iam:PassedToService': ['s3.amazonaws.com'] } };
    const linkedTo = { StringEquals: { 'iam:AWSServiceName': ['rds.amazonaws.com'] } };
    const manage = actions.filter((action) => action !== PASS && action !== SERVICE_LINKED);
    return [
      ...(manage.length === 0 ? [] : [allow('Roles', manage, roles)]),
      ...(actions.includes(PASS) ? [{ ...allow('PassRolesToS3', [PASS], roles), Condition: passedTo }] : []),
      ...(actions.includes(SERVICE_LINKED)
        ? [
            {
              ...allow(
                'RoleOfRds',
                [SERVICE_LINKED],
                `arn:aws:iam::${accountId}:role/aws-service-role/rds.amazonaws.com/*`,
              ),
              Condition: linkedTo,
            },
          ]
        : []),
    ];
  }

  function namesOf(type: string, property: string, arn: (name: string) => string): string[] {
    return sorted(own.filter((one) => one.type === type).map(({ inputs }) => arn(inputs[property] as string)));
  }
}

const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;

const allow = (subject: string, Action: string[], Resource: string | string[]): Statement => ({
  Sid: `Deploy${subject.charAt(0).toUpperCase()}${subject.slice(1)}`,
  Effect: 'Allow',
  Action,
  Resource,
});
