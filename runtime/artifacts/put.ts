import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { appendLeaf } from '../audit/leaf';
import { AttemptFencedError, ConflictError, InvalidInputError, NotFoundError } from '../errors';
import { keys } from '../keys/keys';
import { checkNames, printable, type Folder } from '../keys/names';
import type { Tx } from '../metadata/database';
import type { StepRef } from '../runs/step-ref';
import type { Body } from '../store/body';
import type { TenantContext } from '../store/context';
import { writeObject } from '../store/write';
import type { StoredObject, WriteProgress } from '../store/write-request';
import type { ArtifactDocument } from './document';
import { artifactRows, toDocuments } from './find';
import { checkRequest } from './put-rules';

/** What to store, and for whom. */
export interface PutRequest {
  /** The running attempt that makes the artifact, as `steps.start` returned it. */
  step: StepRef;
  /** File name of the artifact; see `docs/decisions/adr-004-readings.md` for its grammar. */
  name: string;
  body: Body;
  /** `inputs` for what comes from outside the store. @default 'outputs' */
  folder?: Folder;
  /** @default 'application/octet-stream' */
  mediaType?: string;
  /** Ids of the artifacts that this one was made from. @default [] */
  inputs?: readonly string[];
  /** Name of a class of the configuration. @default - the tenant's class */
  retentionClass?: string;
  /** Replace an artifact of a succeeded attempt by a new pinned version. @default false */
  supersede?: boolean;
  onProgress?: (progress: WriteProgress) => void;
  signal?: AbortSignal;
}

interface Checked {
  key: string;
  request: PutRequest;
  artifactId: string;
  inputs: readonly string[];
  retentionClass: string;
}

/** Time-ordered, so that ids sort as artifacts were made; letters and digits only, as in the ADR. */
const newArtifactId = (): string => `art_${uuidv7().replaceAll('-', '')}${randomBytes(2).toString('hex')}`;

const DAY_MS = 86_400_000;

const WAYS_OUT = 'choose another name, start a new attempt, or pass supersede: true';

/**
 * Stores one artifact under its write-once key and records it with its lineage; see {@link writeObject}.
 *
 * The same bytes again, within the attempt or after its step succeeded, return the artifact that is there. A later
 * attempt supersedes the artifact of one that did not succeed.
 *
 * @throws {InvalidInputError} names, retention class or inputs break a rule; nothing was written
 * @throws {AttemptFencedError} a later attempt runs, or the step or run is closed
 * @throws {ConflictError} the key holds other bytes of this or of a succeeded attempt
 * @throws {ObjectStoreError | MetadataError | LocalIoError} with `artifactExists`
 */
export async function putArtifact(ctx: TenantContext, request: PutRequest): Promise<ArtifactDocument> {
  checkRequest(request);
  const { runId, step, name, folder } = checkNames({
    runId: request.step.runId,
    step: request.step.step,
    name: request.name,
    folder: request.folder ?? 'outputs',
  });
  const retentionClass = retentionClassOf(ctx, request);
  const checked: Checked = {
    key: keys.artifact(ctx.tenant, runId, step, folder, name),
    request,
    artifactId: newArtifactId(),
    inputs: [...new Set(request.inputs ?? [])].sort(),
    retentionClass: retentionClass.name,
  };
  return writeObject<ArtifactDocument>(ctx, {
    key: checked.key,
    role: 'ARTIFACT',
    body: request.body,
    mediaType: request.mediaType ?? 'application/octet-stream',
    tags: { 'gl-retention': retentionClass.name },
    step: request.step,
    decide: (tx, sha256) => decide(ctx, tx, checked, sha256),
    commit: (tx, stored) => commit(ctx, tx, checked, retentionClass, stored),
    findByOp: async (tx, opId) => {
      const row = await artifactRows(tx).where('a.op_id', '=', opId).executeTakeFirst();
      return row && (await toDocuments(tx, [row]))[0];
    },
    onProgress: request.onProgress,
    signal: request.signal,
  });
}

const retentionClassOf = (ctx: TenantContext, request: PutRequest): { name: string; days: number } => {
  const wanted = request.retentionClass ?? ctx.defaultRetentionClass;
  const found = ctx.config.retention.classes.find((c) => c.name === wanted);
  if (found !== undefined) return found;
  const rule = `is one of ${ctx.config.retention.classes.map((c) => c.name).join(', ')}`;
  throw new InvalidInputError([
    { path: 'retentionClass', value: printable(wanted), rule, fix: 'name a configured class' },
  ]);
};

/**
 * The write-once rules. Within an attempt, or once its step succeeded, the same bytes are the same artifact and other
 * bytes a conflict, unless the caller supersedes; a later attempt supersedes what one without success left. All under a
 * shared lock on the step that a new attempt has to wait for.
 */
const decide = async (
  ctx: TenantContext,
  tx: Tx,
  checked: Checked,
  sha256: Buffer | undefined,
): Promise<ArtifactDocument | undefined> => {
  const { key, request } = checked;
  await requireRunningAttempt(tx, request.step);
  const live = await artifactRows(tx)
    .select('s.state as attempt_state')
    .where('a.bucket', '=', ctx.store.bucket)
    .where('a.key', '=', key)
    .where('a.state', '=', 'LIVE')
    .executeTakeFirst();
  await requireInputs(tx, checked.inputs);
  if (live === undefined || (live.attempt !== request.step.attempt && live.attempt_state !== 'SUCCEEDED'))
    return undefined;
  // A large body has no digest before it was read; it is judged again before it is published.
  if (sha256 === undefined) return undefined;
  if (live.sha256.equals(sha256)) {
    const [document] = await toDocuments(tx, [live]);
    const difference = differenceTo(document!, checked);
    if (difference === undefined) return document;
    if (request.supersede === true) return undefined;
    throw new ConflictError(
      { key, artifact: live.artifact_id },
      `it holds the same bytes with ${difference}`,
      WAYS_OUT,
    );
  }
  if (request.supersede === true) return undefined;
  throw new ConflictError(
    { key, artifact: live.artifact_id, attempt: live.attempt },
    `it holds sha256 ${live.sha256.toString('hex')}, the new bytes have ${sha256.toString('hex')}`,
    WAYS_OUT,
  );
};

/** The same bytes made from something else, or kept for another time, are not the same artifact. */
const differenceTo = (document: ArtifactDocument, { inputs, retentionClass }: Checked): string | undefined => {
  const recorded = document.lineage.inputs.map((input) => input.artifact_id).sort();
  if (recorded.join() !== inputs.join()) return `other inputs: ${recorded.join(', ') || 'none'}`;
  return document.retention.policy === retentionClass ? undefined : `retention class ${document.retention.policy}`;
};

const requireRunningAttempt = async (tx: Tx, ref: StepRef): Promise<void> => {
  const where = { run: ref.runId, step: ref.step, attempt: ref.attempt };
  const step = await tx
    .selectFrom('step')
    .select(['attempt', 'state'])
    .where('run_id', '=', ref.runId)
    .where('step', '=', ref.step)
    .forShare()
    .executeTakeFirst();
  if (step === undefined) throw new NotFoundError('step', `${ref.runId}/${ref.step}`, 'start the step first');
  if (step.attempt !== ref.attempt) throw new AttemptFencedError(where, `attempt ${step.attempt} is the current one`);
  if (step.state !== 'RUNNING') throw new AttemptFencedError(where, `the attempt is ${step.state}`);
};

const requireInputs = async (tx: Tx, inputs: readonly string[]): Promise<void> => {
  if (inputs.length === 0) return;
  const rows = await tx.selectFrom('artifact').select('artifact_id').where('artifact_id', 'in', inputs).execute();
  const missing = inputs.find((id) => !rows.some((r) => r.artifact_id === id));
  if (missing !== undefined)
    throw new NotFoundError('artifact', missing, 'every input is an artifact of the same tenant');
};

/** Artifact, superseded predecessor, audit leaf and edges, with the inputs' digests as the database has them. */
const commit = async (
  ctx: TenantContext,
  tx: Tx,
  checked: Checked,
  retentionClass: { name: string; days: number },
  stored: StoredObject,
): Promise<ArtifactDocument> => {
  const { tenant } = ctx;
  const { request, artifactId, inputs } = checked;
  const superseded = await tx
    .updateTable('artifact')
    .set({ state: 'SUPERSEDED' })
    .where('bucket', '=', stored.bucket)
    .where('key', '=', stored.key)
    .where('state', '=', 'LIVE')
    .returning('artifact_id')
    .executeTakeFirst();
  const parents =
    inputs.length === 0
      ? []
      : await tx.selectFrom('artifact').select(['artifact_id', 'sha256']).where('artifact_id', 'in', inputs).execute();
  const leafId = await appendLeaf(tx, tenant, {
    type: 'artifact.stored',
    at: stored.createdAt,
    runId: request.step.runId,
    detail: {
      artifact_id: artifactId,
      step: request.step.step,
      attempt: request.step.attempt,
      bucket: stored.bucket,
      key: stored.key,
      version_id: stored.versionId,
      sha256: stored.sha256.toString('hex'),
      size_bytes: stored.sizeBytes,
      retention: retentionClass.name,
      ...(superseded === undefined ? {} : { supersedes: superseded.artifact_id }),
      inputs: parents.map((p) => ({ artifact_id: p.artifact_id, sha256: p.sha256.toString('hex') })),
    },
  });
  await tx
    .insertInto('artifact')
    .values({
      tenant,
      artifact_id: artifactId,
      op_id: stored.opId,
      bucket: stored.bucket,
      region: ctx.config.region,
      key: stored.key,
      version_id: stored.versionId,
      sha256: stored.sha256,
      size_bytes: stored.sizeBytes,
      media_type: request.mediaType ?? 'application/octet-stream',
      run_id: request.step.runId,
      step: request.step.step,
      attempt: request.step.attempt,
      folder: request.folder ?? 'outputs',
      name: request.name,
      supersedes: superseded?.artifact_id ?? null,
      retention_class: retentionClass.name,
      expires_at: new Date(stored.createdAt.getTime() + retentionClass.days * DAY_MS),
      leaf_id: leafId,
      created_at: stored.createdAt,
    })
    .execute();
  if (parents.length > 0) {
    const edges = parents.map((p) => ({
      tenant,
      child_id: artifactId,
      parent_id: p.artifact_id,
      parent_sha256: p.sha256,
    }));
    await tx.insertInto('lineage_edge').values(edges).execute();
  }
  const row = await artifactRows(tx).where('a.artifact_id', '=', artifactId).executeTakeFirstOrThrow();
  return (await toDocuments(tx, [row]))[0]!;
};
