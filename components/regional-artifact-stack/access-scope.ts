import type { AccessScope } from '../documents/access/scope';
import type { StackPlan } from './plan';

/** What AWS draws, of the things that a stack has. */
export interface DrawnIds<Drawn> {
  /** Keys of the two regions; a trail's logs are under its region's. */
  homeKeyArn?: Drawn;
  replicaKeyArn?: Drawn;
  signingKeyArn?: Drawn;
  databaseResourceId?: Drawn;
}

/** What the roles of a stack work on: all of its parts that hold something. */
export function accessScopeOf<Drawn>(
  { home, replica, vault }: StackPlan,
  underKms: boolean,
  drawn: DrawnIds<Drawn>,
): AccessScope<Drawn> {
  const { region, accountId } = home.bucket.placement;
  const regions = [
    { plan: home, keyArn: drawn.homeKeyArn },
    ...(replica === undefined ? [] : [{ plan: replica, keyArn: drawn.replicaKeyArn }]),
  ];
  return {
    region,
    accountId,
    artifacts: regions.map(({ plan, keyArn }) => ({
      bucketName: plan.bucket.bucketName,
      region: plan.bucket.placement.region,
      ...(underKms && keyArn !== undefined ? { kmsKeyArn: keyArn } : {}),
    })),
    ...(vault === undefined || drawn.signingKeyArn === undefined
      ? {}
      : { evidence: { bucketName: vault.bucketName, signingKeyArn: drawn.signingKeyArn } }),
    trails: regions.flatMap(({ plan: { audit }, keyArn }) =>
      audit === undefined || keyArn === undefined
        ? []
        : [
            {
              trailName: audit.trailName,
              bucketName: audit.bucketName,
              region: audit.placement.region,
              kmsKeyArn: keyArn,
            },
          ],
    ),
    ...(drawn.databaseResourceId === undefined ? {} : { databaseResourceId: drawn.databaseResourceId }),
  };
}
