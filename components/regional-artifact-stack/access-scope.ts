import type { AccessScope } from '../documents/access/scope';
import type { RegionPlan, StackPlan } from './plan';

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
  { home, replica, vault, events }: StackPlan,
  underKms: boolean,
  drawn: DrawnIds<Drawn>,
): AccessScope<Drawn> {
  const { region, accountId } = home.bucket.placement;
  const regions = [
    { plan: home, keyArn: drawn.homeKeyArn },
    ...(replica === undefined ? [] : [{ plan: replica, keyArn: drawn.replicaKeyArn }]),
  ];
  const bucketOf = (
    { bucketName, placement }: Pick<RegionPlan['bucket'], 'bucketName' | 'placement'>,
    keyArn?: Drawn,
  ) => ({
    bucketName,
    region: placement.region,
    ...(underKms && keyArn !== undefined ? { kmsKeyArn: keyArn } : {}),
  });
  return {
    region,
    accountId,
    artifacts: regions.map(({ plan, keyArn }) => bucketOf(plan.bucket, keyArn)),
    reports: regions.flatMap(({ plan: { inventory }, keyArn }) =>
      inventory === undefined ? [] : [bucketOf(inventory, keyArn)],
    ),
    ...(events === undefined ? {} : { events: { queueName: events.queueName } }),
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
