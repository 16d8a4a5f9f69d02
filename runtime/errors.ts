/** Whether the artifact of a failed put exists: `unknown` only when the database could not be asked. */
export type ArtifactExists = 'yes' | 'no' | 'unknown';

/** One thing that is wrong with an input: where, what was given, which rule it breaks, and what to do. */
export interface Problem {
  path: string;
  value: string;
  rule: string;
  fix: string;
}

interface ErrorDetails {
  artifactExists?: ArtifactExists;
  retryable?: boolean;
  cause?: unknown;
}

const context = (fields: Record<string, unknown>): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(', ');

/**
 * Base of every error that the runtime throws on purpose.
 *
 * `code` is stable and listed in `docs/reference/errors.md`; `retryable` says whether the same call may succeed later;
 * `artifactExists` is set by every failed put.
 */
export abstract class ArtifactStoreError extends Error {
  abstract readonly code: string;
  readonly retryable: boolean;
  artifactExists: ArtifactExists | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.retryable = details.retryable ?? false;
    this.artifactExists = details.artifactExists;
  }
}

/** Thrown when names or arguments break a rule; nothing was read or written. */
export class InvalidInputError extends ArtifactStoreError {
  readonly code = 'INVALID_INPUT';
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map((p) => `${p.path}: got ${p.value}, ${p.rule}; ${p.fix}`).join('\n'), { artifactExists: 'no' });
  }
}

/** Thrown when the runtime configuration is malformed; lists every problem. */
export class InvalidConfigError extends ArtifactStoreError {
  readonly code = 'INVALID_CONFIG';
  constructor(
    readonly source: string,
    readonly problems: readonly Problem[],
  ) {
    super(
      [`runtime configuration ${source} has ${problems.length} problem(s):`]
        .concat(problems.map((p) => `  ${p.path}: got ${p.value}, ${p.rule}; ${p.fix}`))
        .join('\n'),
    );
  }
}

/** Thrown when a tenant, run, step or artifact does not exist for this tenant. */
export class NotFoundError extends ArtifactStoreError {
  readonly code = 'NOT_FOUND';
  constructor(
    readonly kind: 'tenant' | 'run' | 'step' | 'artifact',
    readonly id: string,
    fix = 'check the id and the tenant',
  ) {
    super(`${kind} not found [${kind}=${id}]: ${fix}`, { artifactExists: 'no' });
  }
}

/** Thrown when a key already holds an artifact with other bytes, or an id is already taken. */
export class ConflictError extends ArtifactStoreError {
  readonly code = 'CONFLICT';
  constructor(fields: Record<string, unknown>, reason: string, fix: string) {
    super(`write-once conflict [${context(fields)}]: ${reason}; ${fix}`, { artifactExists: 'no' });
  }
}

/** Thrown when the attempt that writes is no longer the running attempt of its step, or its run is closed. */
export class AttemptFencedError extends ArtifactStoreError {
  readonly code = 'ATTEMPT_FENCED';
  constructor(fields: Record<string, unknown>, reason: string) {
    super(`attempt may not write [${context(fields)}]: ${reason}; start a new attempt of the step`, {
      artifactExists: 'no',
    });
  }
}

/** Thrown when another live process is writing the same key and did not finish in time. */
export class WriteInProgressError extends ArtifactStoreError {
  readonly code = 'WRITE_IN_PROGRESS';
  constructor(key: string, waitedSeconds: number) {
    super(`another writer holds the key [key=${key}, waited=${waitedSeconds}s]: retry when it has finished or died`, {
      artifactExists: 'no',
      retryable: true,
    });
  }
}

/** Thrown when a write was stopped: by the caller's signal, by its time limit, or by an error that has no class. */
export class WriteAbortedError extends ArtifactStoreError {
  readonly code = 'WRITE_ABORTED';
  constructor(key: string, reason: string, cause: unknown) {
    super(`write stopped [key=${key}]: ${reason}; put it again`, { cause, retryable: true });
  }
}

/** Thrown when bytes do not have the digest or the size that was recorded. */
export class IntegrityError extends ArtifactStoreError {
  readonly code = 'INTEGRITY';
  constructor(
    readonly operation: string,
    readonly key: string,
    readonly versionId: string | undefined,
    readonly expected: string,
    readonly actual: string,
  ) {
    super(
      `${operation} failed [key=${key}, version=${versionId ?? 'none'}]: expected ${expected}, got ${actual}; ` +
        'do not use these bytes; restore from the replica or report tampering',
    );
  }
}

/** Thrown when the database knows an object version that the store does not have. */
export class ObjectMissingError extends ArtifactStoreError {
  readonly code = 'OBJECT_MISSING';
  constructor(
    readonly key: string,
    readonly versionId: string,
    cause?: unknown,
  ) {
    super(
      `object version is gone [key=${key}, version=${versionId}]: the database has it, the store has not; ` +
        'restore from the replica or report the loss',
      { cause },
    );
  }
}

/** Thrown when the store holds a version of a key that no row and no intent explains. */
export class UnknownVersionError extends ArtifactStoreError {
  readonly code = 'UNKNOWN_VERSION';
  constructor(
    readonly key: string,
    readonly versionIds: readonly string[],
  ) {
    super(
      `the store has versions that the database does not know [key=${key}, versions=${versionIds.join(' ')}]: ` +
        'something wrote past the runtime; find the writer before you go on',
      { artifactExists: 'no' },
    );
  }
}

/** Thrown when an S3 request is refused or fails. */
export class ObjectStoreError extends ArtifactStoreError {
  readonly code = 'OBJECT_STORE';
  constructor(
    readonly operation: string,
    fields: Record<string, unknown>,
    readonly status: number | undefined,
    readonly s3Code: string,
    details: ErrorDetails & { reason: string },
  ) {
    super(
      `${operation} failed [${context({ ...fields, status, code: s3Code })}]: ${details.reason}; ` +
        (details.retryable ? 'retry later' : 'check the credentials, the bucket policy and the endpoint'),
      details,
    );
  }
}

/** Thrown when PostgreSQL cannot be reached or refuses a statement for a reason of its own. */
export class MetadataError extends ArtifactStoreError {
  readonly code = 'METADATA';
  constructor(
    operation: string,
    readonly sqlState: string | undefined,
    details: ErrorDetails & { reason: string },
  ) {
    super(
      `${operation} failed [sqlstate=${sqlState ?? 'none'}]: ${details.reason}; ` +
        (details.retryable ? 'retry when the database answers' : 'check the database and the role'),
      details,
    );
  }
}

/** Thrown when the database schema is missing, older or newer than this version needs. */
export class SchemaVersionError extends ArtifactStoreError {
  readonly code = 'SCHEMA_VERSION';
  constructor(
    readonly detected: number,
    readonly required: number,
  ) {
    super(
      `database schema is at ${detected}, this version needs ${required}: ` +
        (detected < required ? 'run `gl-artifacts schema up`' : 'update gl-artifacts'),
    );
  }
}

/** Thrown when a backend lacks a behaviour that the store depends on; nothing was written. */
export class BackendUnfitError extends ArtifactStoreError {
  readonly code = 'BACKEND_UNFIT';
  constructor(
    readonly endpoint: string,
    readonly missing: readonly string[],
  ) {
    super(
      `backend is not fit for the store [endpoint=${endpoint}]: it does not ${missing.join(', does not ')}; ` +
        'use a server that does (see `gl-artifacts backend probe`)',
    );
  }
}

/** Thrown when the local side fails: a full disk, an unreadable file, a source stream that breaks. */
export class LocalIoError extends ArtifactStoreError {
  readonly code = 'LOCAL_IO';
  constructor(operation: string, path: string, cause: unknown, artifactExists?: ArtifactExists) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${operation} failed [path=${path}]: ${reason}; check the path, its permissions and the free space`, {
      cause,
      ...(artifactExists === undefined ? {} : { artifactExists }),
    });
  }
}
