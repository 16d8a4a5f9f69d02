import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { ObjectStoreError } from '../errors';
import { NoSuchUpload, toStoreError } from './s3-errors';

/** What must hold at the key for a write to happen: nothing there, or exactly the version with this ETag. */
export type Precondition = { kind: 'absent' } | { kind: 'match'; etag: string };

/** Lock of a new version; `retainUntil` has whole seconds, as S3 keeps it. */
export interface ObjectLock {
  mode: 'GOVERNANCE' | 'COMPLIANCE';
  retainUntil: Date;
}

/** What every new version carries, however it is uploaded. */
export interface NewObject {
  key: string;
  opId: string;
  mediaType: string;
  lock: ObjectLock;
  tags: Record<string, string>;
}

/** A version that the store acknowledged. */
export interface StoredVersion {
  versionId: string;
  etag: string;
}

/** A version as the store describes it. */
export interface VersionHead extends StoredVersion {
  opId: string | undefined;
  sizeBytes: number;
  lockMode: string | undefined;
  retainUntil: Date | undefined;
}

export interface UploadedPart {
  PartNumber: number;
  ETag: string;
  ChecksumSHA256: string;
}

const OP_ID = 'gl-op-id';

/** The S3 calls of the store on one bucket with one tenant's credentials. Every error is typed. */
export class ObjectStore {
  constructor(
    private readonly client: S3Client,
    readonly bucket: string,
  ) {}

  /** One PUT with the payload's SHA-256, which the server checks and the signature covers. */
  async put(
    object: NewObject,
    body: Buffer,
    sha256: Buffer,
    when: Precondition,
    signal?: AbortSignal,
  ): Promise<StoredVersion> {
    return this.call('PutObject', object.key, async () => {
      const command = new PutObjectCommand({
        ...this.writeFields(object),
        ...condition(when),
        Body: body,
        ContentLength: body.byteLength,
        ChecksumSHA256: sha256.toString('base64'),
      });
      // SigV4 takes a payload hash that is already there, so the payload is hashed once.
      command.middlewareStack.add(
        (next) => (args) => {
          (args.request as { headers: Record<string, string> }).headers['x-amz-content-sha256'] =
            sha256.toString('hex');
          return next(args);
        },
        { step: 'build', name: 'glPayloadHash' },
      );
      return this.stored('PutObject', object.key, await this.client.send(command, options(signal)));
    });
  }

  async createUpload(object: NewObject, signal?: AbortSignal): Promise<string> {
    return this.call('CreateMultipartUpload', object.key, async () => {
      const command = new CreateMultipartUploadCommand({ ...this.writeFields(object), ChecksumAlgorithm: 'SHA256' });
      const { UploadId } = await this.client.send(command, options(signal));
      if (UploadId === undefined) throw this.malformed('CreateMultipartUpload', object.key, 'UploadId');
      return UploadId;
    });
  }

  async uploadPart(
    key: string,
    uploadId: string,
    partNumber: number,
    body: Buffer,
    sha256: Buffer,
    signal?: AbortSignal,
  ): Promise<UploadedPart> {
    const ChecksumSHA256 = sha256.toString('base64');
    return this.call('UploadPart', key, async () => {
      const { ETag } = await this.client.send(
        new UploadPartCommand({
          Bucket: this.bucket,
          Key: key,
          UploadId: uploadId,
          PartNumber: partNumber,
          Body: body,
          ChecksumSHA256,
        }),
        options(signal),
      );
      if (ETag === undefined) throw this.malformed('UploadPart', key, 'ETag');
      return { PartNumber: partNumber, ETag, ChecksumSHA256 };
    });
  }

  /** @param composite - the expected composite checksum; a server that returns another one lost or changed a part */
  async completeUpload(
    key: string,
    uploadId: string,
    parts: UploadedPart[],
    composite: string,
    when: Precondition,
    signal?: AbortSignal,
  ): Promise<StoredVersion> {
    return this.call('CompleteMultipartUpload', key, async () => {
      const reply = await this.client.send(
        new CompleteMultipartUploadCommand({
          Bucket: this.bucket,
          Key: key,
          UploadId: uploadId,
          MultipartUpload: { Parts: parts },
          ...condition(when),
        }),
        options(signal),
      );
      if (reply.ChecksumSHA256 !== undefined && reply.ChecksumSHA256 !== composite) {
        throw this.malformed('CompleteMultipartUpload', key, 'matching checksum');
      }
      return this.stored('CompleteMultipartUpload', key, reply);
    });
  }

  /** Ends an upload and frees its parts; one that is already gone is fine. */
  async abortUpload(key: string, uploadId: string): Promise<void> {
    await this.call('AbortMultipartUpload', key, () =>
      this.client.send(new AbortMultipartUploadCommand({ Bucket: this.bucket, Key: key, UploadId: uploadId })),
    ).catch((error: unknown) => {
      if (!(error instanceof NoSuchUpload)) throw error;
    });
  }

  /** Uploads of exactly this key that were never completed. */
  async listUploads(key: string): Promise<string[]> {
    const { Uploads = [] } = await this.call('ListMultipartUploads', key, () =>
      this.client.send(new ListMultipartUploadsCommand({ Bucket: this.bucket, Prefix: key })),
    );
    return Uploads.filter((u) => u.Key === key).map((u) => u.UploadId!);
  }

  /** Versions of exactly this key, latest first; delete markers are left out. */
  async listVersions(key: string): Promise<(StoredVersion & { isLatest: boolean })[]> {
    const found: (StoredVersion & { isLatest: boolean })[] = [];
    let marker: { KeyMarker?: string; VersionIdMarker?: string } = {};
    for (;;) {
      const page = await this.call('ListObjectVersions', key, () =>
        this.client.send(new ListObjectVersionsCommand({ Bucket: this.bucket, Prefix: key, ...marker })),
      );
      for (const v of page.Versions ?? []) {
        if (v.Key === key) found.push({ versionId: v.VersionId!, etag: v.ETag!, isLatest: v.IsLatest === true });
      }
      // Keys are listed in order: once past ours, no page holds more of it.
      if (page.IsTruncated !== true || page.NextKeyMarker !== key) return found;
      marker = {
        KeyMarker: page.NextKeyMarker,
        ...(page.NextVersionIdMarker && { VersionIdMarker: page.NextVersionIdMarker }),
      };
    }
  }

  async head(key: string, versionId: string): Promise<VersionHead> {
    const reply = await this.call('HeadObject', key, () =>
      this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key, VersionId: versionId })),
    );
    return {
      versionId,
      etag: reply.ETag ?? '',
      opId: reply.Metadata?.[OP_ID],
      sizeBytes: reply.ContentLength ?? 0,
      lockMode: reply.ObjectLockMode,
      retainUntil: reply.ObjectLockRetainUntilDate,
    };
  }

  /** Bytes of one pinned version from an offset on. @throws the SDK's own error for an absent version, see `isAbsent` */
  async get(
    key: string,
    versionId: string,
    etag: string,
    offsetBytes: number,
    signal?: AbortSignal,
  ): Promise<Readable> {
    const Range = offsetBytes === 0 ? undefined : `bytes=${offsetBytes}-`;
    const reply = await this.client.send(
      new GetObjectCommand({
        Bucket: this.bucket,
        Key: key,
        VersionId: versionId,
        IfMatch: etag,
        ...(Range && { Range }),
      }),
      options(signal),
    );
    return reply.Body as Readable;
  }

  /** Deletes one version, never around its lock; without a version, puts a delete marker on top. @returns the marker */
  async delete(key: string, versionId?: string): Promise<string | undefined> {
    const { VersionId } = await this.call('DeleteObject', key, () =>
      this.client.send(
        new DeleteObjectCommand({
          Bucket: this.bucket,
          Key: key,
          ...(versionId === undefined ? {} : { VersionId: versionId }),
        }),
      ),
    );
    return VersionId;
  }

  /** Ends the client's connections. */
  close(): void {
    this.client.destroy();
  }

  private writeFields(object: NewObject) {
    return {
      Bucket: this.bucket,
      Key: object.key,
      ContentType: object.mediaType,
      Metadata: { [OP_ID]: object.opId },
      Tagging: new URLSearchParams(object.tags).toString(),
      ObjectLockMode: object.lock.mode,
      ObjectLockRetainUntilDate: object.lock.retainUntil,
    };
  }

  private stored(
    operation: string,
    key: string,
    reply: { VersionId?: string | undefined; ETag?: string | undefined },
  ): StoredVersion {
    if (reply.VersionId === undefined || reply.VersionId === 'null')
      throw this.malformed(operation, key, 'VersionId (is versioning on?)');
    if (reply.ETag === undefined) throw this.malformed(operation, key, 'ETag');
    return { versionId: reply.VersionId, etag: reply.ETag };
  }

  private malformed(operation: string, key: string, missing: string): ObjectStoreError {
    return new ObjectStoreError(operation, { bucket: this.bucket, key }, undefined, 'MalformedReply', {
      reason: `the reply has no ${missing}`,
    });
  }

  private async call<T>(operation: string, key: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toStoreError(operation, { bucket: this.bucket, key }, error);
    }
  }
}

const options = (signal?: AbortSignal) => (signal === undefined ? {} : { abortSignal: signal });
const condition = (when: Precondition) => (when.kind === 'absent' ? { IfNoneMatch: '*' } : { IfMatch: when.etag });
