import * as kms from '@pulumi/aws/kms';
import * as pulumi from '@pulumi/pulumi';
import { shown, unless, validateArn } from './common/checks';
import { childOptions, inRegion, statefulOptions, taggedInRegion } from './common/options';
import { validatePlacement, type Placement } from './common/placement';
import { keyPolicy, type KeyPolicyArgs } from './documents/key-policy';
import { refuse, type ArgumentProblem } from './problems';

export interface ArtifactKeyArgs extends Pick<
  KeyPolicyArgs,
  'services' | 'trailNames' | 'inventoriedBuckets' | 'administratorArns'
> {
  placement: Placement;
  /** Alias without `alias/`; unique in account and region. */
  alias: string;
}

/** Days in which a deletion can be called off; the most that KMS allows, since without the key the data is gone. */
export const KEY_DELETION_DAYS = 30;

/**
 * One customer managed key of a region: rotated each year, used through the named services only. Each region has its
 * own: a multi-Region key would take key material out of the residency zone, and S3 does not use it as one.
 *
 * @throws {ArgumentError} when the arguments are wrong, before any resource
 * @example new ArtifactKey('key', { placement, alias: 'gl-artifacts-eu-west-1', services: ['s3', 'rds'] })
 * Source: ADR-004 §Storage Configuration; https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export class ArtifactKey extends pulumi.ComponentResource {
  /** Known after the first update only: the key's id is drawn by KMS. */
  readonly keyArn: pulumi.Output<string>;
  readonly aliasName: string;

  constructor(name: string, args: ArtifactKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`ArtifactKey "${name}"`, validateArtifactKeyArgs(args));
    super('gl-artifacts:kms:ArtifactKey', name, {}, opts);
    const { placement, alias, ...usedBy } = args;
    const { region, accountId } = placement;
    const key = new kms.Key(
      `${name}-key`,
      taggedInRegion(placement, {
        description: `gl-artifacts: ${alias}`,
        enableKeyRotation: true,
        multiRegion: false,
        deletionWindowInDays: KEY_DELETION_DAYS,
        policy: JSON.stringify(keyPolicy({ region, accountId, ...usedBy })),
      }),
      statefulOptions(this, placement.deletionPolicy),
    );
    this.aliasName = `alias/${alias}`;
    new kms.Alias(
      `${name}-alias`,
      inRegion(placement, { name: this.aliasName, targetKeyId: key.keyId }),
      childOptions(this),
    );
    this.keyArn = key.arn;
    this.registerOutputs({ keyArn: this.keyArn, aliasName: this.aliasName });
  }
}

/** @returns the problem of an alias, given without `alias/` */
export const validateAlias = (alias: string, path: string): ArgumentProblem[] =>
  unless(/^(?!aws\/)[A-Za-z0-9/_-]{1,250}$/.test(alias), {
    path,
    value: shown(alias),
    rule: 'has 1 to 250 letters, digits, slashes, hyphens and underscores, and does not begin with aws/',
    fix: 'change it',
  });

/** @returns every problem of who administers a key; none where nobody is named */
export const validateAdministrators = (
  administratorArns: readonly string[] | undefined,
  path: string,
): ArgumentProblem[] =>
  administratorArns === undefined
    ? []
    : [
        ...unless(administratorArns.length > 0, {
          path,
          value: 'none',
          rule: 'names who administers the key: KMS refuses a key that nobody could change',
          fix: 'name the role that deploys at least, or leave it out',
        }),
        ...administratorArns.flatMap((arn, i) => validateArn(arn, 'iam', `${path}[${i}]`)),
      ];

/** @returns every problem of the arguments */
export const validateArtifactKeyArgs = (
  { placement, alias, services, administratorArns }: ArtifactKeyArgs,
  path = 'key',
): ArgumentProblem[] => [
  ...validatePlacement(placement, `${path}.placement`),
  ...validateAlias(alias, `${path}.alias`),
  ...unless(services.length > 0, {
    path: `${path}.services`,
    value: 'none',
    rule: 'names the services that use the key',
    fix: 'add one',
  }),
  ...validateAdministrators(administratorArns, `${path}.administratorArns`),
];
