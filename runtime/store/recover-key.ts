import { UnknownVersionError } from '../errors';
import { abandonIntent, deleteIntent, judgedIntents, lockIntent, type JudgedIntent } from '../metadata/intents';
import { insertAbandonedVersion, knownVersionIds } from '../metadata/versions';
import { limitsOf, type TenantContext } from './context';
import type { VersionHead } from './object-store';

/** What the versions of one key were found to be. */
export interface KeyState {
  /** ETag of the version that is current in the store; undefined when there is none. */
  latestEtag: string | undefined;
  /** A version that `ownOpId` wrote although its answer was lost. */
  own: VersionHead | undefined;
  /** A version belongs to a living writer that has not committed it yet. */
  uncommitted: boolean;
  abandoned: number;
  aborted: number;
  settled: number;
  /** Versions that neither a row nor an intent explains. */
  unknown: string[];
}

/** Only a writer that is neither stale, fenced nor given up may still commit. */
const isDead = (ctx: TenantContext, intent: JudgedIntent): boolean =>
  intent.stale ||
  intent.fenced ||
  intent.state === 'ABANDONED' ||
  (intent.owner === ctx.ownerId && !ctx.activeOps.has(intent.op_id));

/**
 * Compares the store with the database for one key and gives what dead writers left behind a row: a version becomes
 * ABANDONED, an open upload is aborted, and the intent keeps watching until it has settled.
 *
 * The store is listed before intents are read, and intents before rows: a writer's intent exists before its upload and
 * its version do, and goes only when the version is recorded. So a version with neither was never ours, and an upload
 * listed here has no writer that started since.
 *
 * @param ownOpId - the operation that asks, whose own version is returned instead of being abandoned
 */
export async function recoverKey(ctx: TenantContext, key: string, ownOpId?: string): Promise<KeyState> {
  const bucket = ctx.store.bucket;
  const listed = ownOpId === undefined ? await ctx.store.listUploads(key) : [];
  const versions = await ctx.store.listVersions(key);
  const { known, intents } = await ctx.db.inTenant(ctx.tenant, 'recovery', async (tx) => {
    // Each statement sees what was committed before it: an intent that is gone here has its row there.
    const intents = await judgedIntents(tx, key);
    const versionIds = versions.map((v) => v.versionId);
    return { intents, known: await knownVersionIds(tx, bucket, key, versionIds) };
  });
  const state: KeyState = {
    latestEtag: versions.find((v) => v.isLatest)?.etag,
    own: undefined,
    uncommitted: false,
    abandoned: 0,
    aborted: 0,
    settled: 0,
    unknown: [],
  };
  for (const version of versions.filter((v) => !known.has(v.versionId))) {
    const head = await ctx.store.head(key, version.versionId);
    const intent = intents.find((i) => i.op_id === head.opId);
    if (head.opId !== undefined && head.opId === ownOpId) state.own = head;
    else if (intent === undefined) state.unknown.push(version.versionId);
    else if (!isDead(ctx, intent)) state.uncommitted = true;
    else if (await abandonVersion(ctx, intent, head)) state.abandoned++;
  }
  const others = intents.filter((intent) => intent.op_id !== ownOpId);
  const dead = others.filter((intent) => isDead(ctx, intent));
  // An upload that was created but never noted has a dead intent on its key and no living one.
  const unnoted = dead.length > 0 && dead.length === others.length ? listed : [];
  const uploads = new Set([...dead.flatMap((intent) => intent.upload_id ?? []), ...unnoted]);
  for (const uploadId of uploads) await ctx.store.abortUpload(key, uploadId);
  state.aborted = uploads.size;
  for (const intent of dead) if (await closeIntent(ctx, intent)) state.settled++;
  return state;
}

/** @throws {UnknownVersionError} when something wrote past the runtime */
export function assertAllKnown(key: string, state: KeyState): void {
  if (state.unknown.length > 0) throw new UnknownVersionError(key, state.unknown);
}

const abandonVersion = async (ctx: TenantContext, intent: JudgedIntent, head: VersionHead): Promise<boolean> =>
  ctx.db.inTenant(ctx.tenant, 'recovery', async (tx) => {
    // Under the lock: the writer may have committed since it was judged.
    if ((await lockIntent(tx, intent.op_id)) === undefined) return false;
    await abandonIntent(tx, intent.op_id, limitsOf(ctx.config).intentSettleSeconds);
    await insertAbandonedVersion(tx, ctx.tenant, {
      bucket: intent.bucket,
      key: intent.key,
      versionId: head.versionId,
      opId: intent.op_id,
      etag: head.etag,
      sha256: undefined,
      sizeBytes: head.sizeBytes,
      role: intent.step === null ? 'DOCUMENT' : 'ARTIFACT',
      lockMode: head.lockMode,
      retainUntil: head.retainUntil,
    });
    return true;
  });

/** An open intent starts to settle; one that has settled is done. @returns whether it is done */
const closeIntent = async (ctx: TenantContext, intent: JudgedIntent): Promise<boolean> =>
  ctx.db.inTenant(ctx.tenant, 'recovery', async (tx) => {
    if (intent.settled) {
      await deleteIntent(tx, intent.op_id);
      return true;
    }
    if ((await lockIntent(tx, intent.op_id)) !== undefined) {
      await abandonIntent(tx, intent.op_id, limitsOf(ctx.config).intentSettleSeconds);
    }
    return false;
  });
