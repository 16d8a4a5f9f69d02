import { sql } from 'kysely';
import { BackendUnfitError } from '../errors';
import type { TenantContext } from '../store/context';
import { endpointOf, probeBackend } from './probe';
import { missingBehaviours, PROBE_VERSION, type BackendProfile } from './profile';

/** A server may be upgraded or reconfigured; after this its profile is made again. */
const MAX_AGE_DAYS = 7;

/** What is shared by all tenants of one endpoint and bucket. */
export interface ProfileHolder {
  profile: BackendProfile | undefined;
  multipartNeedsUploadHeaders: boolean;
}

/** Probes the backend now and keeps the profile in the database, where every process finds it. */
export async function probeAndStore(ctx: TenantContext, holder: ProfileHolder): Promise<BackendProfile> {
  const profile = await probeBackend(ctx);
  const text = JSON.stringify(profile);
  await ctx.db.transaction('backend profile', (tx) =>
    tx
      .insertInto('backend_profile')
      .values({ endpoint: profile.endpoint, bucket: profile.bucket, profile: text })
      .onConflict((conflict) =>
        conflict.columns(['endpoint', 'bucket']).doUpdateSet({ profile: text, probed_at: sql<Date>`now()` }),
      )
      .execute(),
  );
  use(holder, profile);
  return profile;
}

/**
 * Makes sure, before the first write, that the backend does what the store depends on.
 *
 * @throws {BackendUnfitError} naming what it does not do; fail-closed
 */
export async function ensureFit(ctx: TenantContext, holder: ProfileHolder): Promise<void> {
  const known = holder.profile ?? (await cachedProfile(ctx));
  // One that lacks something is not taken at its word: the server may have been put right.
  const profile = known !== undefined && isFit(known) ? known : await probeAndStore(ctx, holder);
  use(holder, profile);
  const missing = missingBehaviours(profile);
  if (missing.length > 0) throw new BackendUnfitError(profile.endpoint, missing);
}

const isFit = (profile: BackendProfile): boolean => missingBehaviours(profile).length === 0;

const use = (holder: ProfileHolder, profile: BackendProfile): void => {
  holder.profile = profile;
  holder.multipartNeedsUploadHeaders = profile.multipartNeedsUploadHeaders;
};

const cachedProfile = async (ctx: TenantContext): Promise<BackendProfile | undefined> => {
  const row = await ctx.db.transaction('backend profile', (tx) =>
    tx
      .selectFrom('backend_profile')
      .selectAll()
      .where('endpoint', '=', endpointOf(ctx))
      .where('bucket', '=', ctx.store.bucket)
      .where('probed_at', '>', sql<Date>`now() - make_interval(days => ${MAX_AGE_DAYS})`)
      .executeTakeFirst(),
  );
  if (row === undefined) return undefined;
  const profile = row.profile as BackendProfile;
  return profile.probeVersion === PROBE_VERSION ? profile : undefined;
};
