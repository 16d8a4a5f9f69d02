export { openArtifacts, Artifacts, TenantArtifacts, type RecoveredDocuments } from './open';
export { migrate, type MigrationResult } from './metadata/migrate';
export { loadConfig } from './config/load';
export { RuntimeConfigSchema, type RuntimeConfig, type RetentionClass } from './config/schema';
export { ArtifactDocumentSchema, type ArtifactDocument } from './artifacts/document';
export type { ListFilter } from './artifacts/find';
export type { PutRequest } from './artifacts/put';
export type { ReadOptions, Verification } from './artifacts/read';
export type { BackendProfile, BackendCheck } from './backend/profile';
export type { LineageGraph, LineageOptions } from './lineage/walk';
export type { StartRunRequest, CloseRunRequest, Run } from './runs/runs';
export type { StartStepRequest, StepAttempt } from './runs/steps';
export type { StepRef } from './runs/step-ref';
export type { Body } from './store/body';
export type { WritePhase, WriteProgress } from './store/write-request';
export type { RecoveryReport } from './store/recover';
export {
  ArtifactStoreError,
  AttemptFencedError,
  BackendUnfitError,
  ConflictError,
  IntegrityError,
  InvalidConfigError,
  InvalidInputError,
  LocalIoError,
  MetadataError,
  NotFoundError,
  ObjectMissingError,
  ObjectStoreError,
  SchemaVersionError,
  UnknownVersionError,
  WriteAbortedError,
  WriteInProgressError,
  type ArtifactExists,
  type Problem,
} from './errors';
