import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3ServiceException,
  type AbortMultipartUploadCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import type { S3Answer, S3Request } from './model';

/** What a request brought back. */
export interface Sent {
  answer: S3Answer;
  /** Version id of the delete marker that it made. */
  marker?: string;
}

interface Accepted {
  metadata: { httpStatusCode?: number | undefined; requestId?: string | undefined };
  detail: string;
  marker?: string | undefined;
}

/** Sends one request, once, and keeps what the server said. */
export async function send(client: S3Client, bucket: string, request: S3Request): Promise<Sent> {
  try {
    const { metadata, detail, marker } = await dispatch(client, bucket, request);
    const status = metadata.httpStatusCode;
    const answer = { status, code: 'OK', message: '', requestId: metadata.requestId ?? '', detail };
    return marker === undefined ? { answer } : { answer, marker };
  } catch (error) {
    return { answer: refusalOf(error) };
  }
}

const refusalOf = (error: unknown): S3Answer => {
  const { name, message, code } = error as Error & { code?: string };
  if (!(error instanceof S3ServiceException)) return { status: undefined, code: code ?? name, message, requestId: '' };
  const { httpStatusCode: status, requestId } = error.$metadata;
  return { status, code: name, message, requestId: requestId ?? '' };
};

const dispatch = async (client: S3Client, Bucket: string, request: S3Request): Promise<Accepted> => {
  const { operation, key: Key, versionId: VersionId } = request;
  const encryption = request.encrypted === true ? ({ ServerSideEncryption: 'AES256' } as const) : {};
  switch (operation) {
    case 'GetObject': {
      const out = await client.send(new GetObjectCommand({ Bucket, Key, VersionId, Range: 'bytes=0-0' }));
      (out.Body as Readable).destroy();
      return { metadata: out.$metadata, detail: `bytes of version ${out.VersionId ?? 'none'}` };
    }
    case 'HeadObject': {
      const out = await client.send(new HeadObjectCommand({ Bucket, Key, VersionId }));
      const detail = `version ${out.VersionId ?? 'none'}, encryption ${out.ServerSideEncryption ?? 'none'}`;
      return { metadata: out.$metadata, detail };
    }
    case 'PutObject': {
      const Body = 'proof: this must not be stored\n';
      const out = await client.send(new PutObjectCommand({ Bucket, Key, Body, IfNoneMatch: '*', ...encryption }));
      return { metadata: out.$metadata, detail: `wrote version ${out.VersionId ?? 'none'}` };
    }
    case 'CreateMultipartUpload': {
      const { UploadId, $metadata } = await client.send(
        new CreateMultipartUploadCommand({ Bucket, Key, ...encryption }),
      );
      await abort(client, { Bucket, Key, UploadId });
      return { metadata: $metadata, detail: 'upload opened, then aborted' };
    }
    case 'ListObjectsV2': {
      const out = await client.send(new ListObjectsV2Command({ Bucket, Prefix: Key, MaxKeys: 100 }));
      const foreign = (out.Contents ?? []).filter((object) => object.Key?.startsWith(Key) !== true).length;
      return { metadata: out.$metadata, detail: `${out.KeyCount ?? 0} keys, ${foreign} outside the prefix` };
    }
    case 'DeleteObject': {
      const bypass = request.bypassLock === true ? { BypassGovernanceRetention: true } : {};
      const out = await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId, ...bypass }));
      const made = VersionId === undefined && out.DeleteMarker === true ? out.VersionId : undefined;
      const detail = made === undefined ? `removed version ${VersionId ?? 'none'}` : `made delete marker ${made}`;
      return { metadata: out.$metadata, detail, marker: made };
    }
  }
};

/** Some servers hold the end of a multipart upload to the encryption rule too; the SDK has no member for the header. */
const abort = async (client: S3Client, input: AbortMultipartUploadCommandInput): Promise<void> => {
  const command = new AbortMultipartUploadCommand(input);
  await client.send(command).catch(async (error: unknown) => {
    if (refusalOf(error).status !== 403) throw error;
    command.middlewareStack.add(
      (next) => (args) => {
        (args.request as { headers: Record<string, string> }).headers['x-amz-server-side-encryption'] = 'AES256';
        return next(args);
      },
      { step: 'build' },
    );
    await client.send(command);
  });
};
