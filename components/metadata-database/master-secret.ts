import * as secretsmanager from '@pulumi/aws/secretsmanager';
import * as pulumi from '@pulumi/pulumi';
import { inRegion, statefulOptions, taggedInRegion } from '../common/options';
import type { Placement } from '../common/placement';
import { MASTER_USER } from './args';

/** The master's password where AWS keeps none, and the regions in which it is needed. */
interface MasterSecretArgs {
  placement: Placement;
  identifier: string;
  kmsKeyArn: pulumi.Input<string>;
  replica: { region: string; kmsKeyArn: pulumi.Input<string> };
  password: pulumi.Input<string>;
  /** Raised with the password: what is only written is compared with nothing. */
  version: number;
}

/**
 * Registers a secret of the form that RDS's own has, with a copy in the other region: who fails over needs it there. Its
 * value is written and never read back.
 *
 * Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html
 */
export function masterSecret(parent: pulumi.Resource, name: string, args: MasterSecretArgs) {
  const { placement, identifier, replica, password } = args;
  const secret = new secretsmanager.Secret(
    `${name}-master-secret`,
    taggedInRegion(placement, {
      name: `${identifier}-master`,
      description: `gl-artifacts: master of the database ${identifier}`,
      kmsKeyId: args.kmsKeyArn,
      replicas: [{ region: replica.region, kmsKeyId: replica.kmsKeyArn }],
    }),
    statefulOptions(parent, placement.deletionPolicy),
  );
  const value = pulumi.secret(password).apply((known) => JSON.stringify({ username: MASTER_USER, password: known }));
  const stored = new secretsmanager.SecretVersion(
    `${name}-master-secret-value`,
    inRegion(placement, { secretId: secret.id, secretStringWo: value, secretStringWoVersion: args.version }),
    statefulOptions(parent, placement.deletionPolicy),
  );
  return { secretArn: secret.arn, stored };
}
