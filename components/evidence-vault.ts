import * as kms from '@pulumi/aws/kms';
import * as pulumi from '@pulumi/pulumi';
import { KEY_DELETION_DAYS, validateAdministrators, validateAlias } from './artifact-key';
import { validateAccessLogs, type AccessLogs } from './common/access-logs';
import { bucketChain } from './common/bucket-chain';
import { validateBucketName } from './common/bucket-name';
import { shown, unless, validateArn } from './common/checks';
import { childOptions, inRegion, statefulOptions, taggedInRegion } from './common/options';
import { validatePlacement, type Placement } from './common/placement';
import { partitionOf } from './common/regions';
import { withKey } from './common/with-key';
import { evidenceLock, validateEvidenceYears } from './documents/bucket-baseline';
import { bucketArn } from './documents/bucket-policy';
import type { Encryption } from './documents/encryption';
import { evidencePolicy } from './documents/evidence-policy';
import { signingKeyPolicy } from './documents/key-policy';
import { abortIncompleteUploads } from './documents/lifecycle';
import { refuse, type ArgumentProblem } from './problems';

export interface EvidenceVaultArgs {
  bucketName: string;
  placement: Placement;
  /** Nobody can shorten it. 1 to 100. @default 10 */
  evidenceRetentionYears?: number;
  /** @default { mode: 'sse-s3' } */
  encryption?: Encryption<pulumi.Input<string>>;
  /** ARN of the role that signs checkpoints and writes evidence; a pattern may end in `*`. */
  sealerRoleArn: string;
  /** Alias of the signing key without `alias/`. */
  signingKeyAlias: string;
  /** Who administers the signing key, by ARN. @default - whom the account's own policies allow */
  keyAdministratorArns?: readonly string[];
  /** @default - whoever reads the evidence leaves no record there */
  accessLogs?: AccessLogs;
}

const RETENTION_YEARS = 10;

/**
 * Where checkpoints and packs of evidence are kept, and the key that signs them. The bucket of artifacts cannot keep them:
 * it expires everything within a year, and its lock can be bypassed. Here the lock is COMPLIANCE, nobody deletes, only the
 * sealer writes, and only the sealer signs.
 *
 * Until a version's lock ends nothing removes it, the closing of the account excepted. The key's administrators can change its
 * policy and thereby sign; CloudTrail records it.
 *
 * @throws {ArgumentError} when the arguments are wrong, before any resource
 * @example new EvidenceVault('vault', { bucketName: 'gl-artifacts-evidence-eu-west-1', placement,
 *   sealerRoleArn: 'arn:aws:iam::111122223333:role/gl-artifacts-sealer', signingKeyAlias: 'gl-artifacts-sealer-eu-west-1' })
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html;
 * https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 */
export class EvidenceVault extends pulumi.ComponentResource {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Known after the first update only. */
  readonly signingKeyArn: pulumi.Output<string>;
  readonly signingKeyAliasName: string;

  constructor(name: string, args: EvidenceVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`EvidenceVault "${name}"`, validateEvidenceVaultArgs(args));
    super('gl-artifacts:evidence:EvidenceVault', name, {}, opts);
    const { bucketName, placement, sealerRoleArn, encryption = { mode: 'sse-s3' }, accessLogs } = args;
    const administratorArns = args.keyAdministratorArns;
    const { region, accountId, deletionPolicy } = placement;
    bucketChain(this, name, {
      bucketName,
      placement,
      publicAccessBlock: true,
      encryption,
      objectLock: evidenceLock(args.evidenceRetentionYears ?? RETENTION_YEARS),
      lifecycle: { rules: [abortIncompleteUploads()] },
      ...(accessLogs === undefined ? {} : { accessLogs }),
      policy: withKey(encryption, (known) => evidencePolicy({ bucketName, region, encryption: known, sealerRoleArn })),
    });
    const key = new kms.Key(
      `${name}-signing-key`,
      taggedInRegion(placement, {
        description: `gl-artifacts: ${args.signingKeyAlias}`,
        customerMasterKeySpec: 'ECC_NIST_P256',
        keyUsage: 'SIGN_VERIFY',
        multiRegion: false,
        deletionWindowInDays: KEY_DELETION_DAYS,
        policy: JSON.stringify(signingKeyPolicy({ region, accountId, sealerRoleArn, administratorArns })),
      }),
      statefulOptions(this, deletionPolicy),
    );
    this.signingKeyAliasName = `alias/${args.signingKeyAlias}`;
    new kms.Alias(
      `${name}-signing-key-alias`,
      inRegion(placement, { name: this.signingKeyAliasName, targetKeyId: key.keyId }),
      childOptions(this),
    );
    this.bucketName = bucketName;
    this.bucketArn = bucketArn(bucketName, partitionOf(region));
    this.signingKeyArn = key.arn;
    this.registerOutputs({ bucketName, bucketArn: this.bucketArn, signingKeyArn: this.signingKeyArn });
  }
}

/** @returns every problem of the arguments */
export function validateEvidenceVaultArgs(args: EvidenceVaultArgs, path = 'vault'): ArgumentProblem[] {
  const { placement, evidenceRetentionYears = RETENTION_YEARS, encryption, sealerRoleArn } = args;
  const key = encryption === undefined || encryption.mode === 'sse-s3' ? undefined : encryption.kmsKeyArn;
  return [
    ...validateBucketName(args.bucketName, `${path}.bucketName`),
    ...validatePlacement(placement, `${path}.placement`),
    ...validateEvidenceYears(evidenceRetentionYears, `${path}.evidenceRetentionYears`),
    ...(typeof key === 'string' ? validateArn(key, 'kms', `${path}.encryption.kmsKeyArn`) : []),
    ...unless(/^arn:aws(-cn|-us-gov)?:iam::\d{12}:role\/[\w+=,.@/-]+\*?$/.test(sealerRoleArn), {
      path: `${path}.sealerRoleArn`,
      value: shown(sealerRoleArn),
      rule: 'is the ARN of a role, with a name; at most its end is a *',
      fix: 'give arn:aws:iam::<account>:role/<name>',
    }),
    ...validateAlias(args.signingKeyAlias, `${path}.signingKeyAlias`),
    ...validateAdministrators(args.keyAdministratorArns, `${path}.keyAdministratorArns`),
    ...(args.accessLogs === undefined
      ? []
      : validateAccessLogs(args.accessLogs, args.bucketName, `${path}.accessLogs`)),
  ];
}
