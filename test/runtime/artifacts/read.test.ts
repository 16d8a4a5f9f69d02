import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import {
  IntegrityError,
  LocalIoError,
  NotFoundError,
  ObjectMissingError,
  ObjectStoreError,
  type ArtifactDocument,
} from '../../../runtime';
import type { TenantContext } from '../../../runtime/store/context';
import { flipStoredByte } from '../../helpers/corrupt';
import { openTestStore, startAttempt, type TestStore } from '../../helpers/store';

let store: TestStore;
let directory: string;
beforeAll(async () => {
  store = await openTestStore();
  directory = await mkdtemp(path.join(os.tmpdir(), 'gl-read-'));
});
afterAll(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

const stored = async (body: Buffer): Promise<ArtifactDocument> =>
  store.acme.put({ step: await startAttempt(store.acme), name: 'x.bin', body });
const drain = async (reference: string): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of await store.acme.open(reference)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

describe('reading', () => {
  test('gives the same bytes from memory, from a stream and in a file, by id and by URI', async () => {
    const body = Buffer.alloc(3_000_000, 'abc');
    const { artifact_id: id, uri } = await stored(body);
    const file = path.join(directory, 'x.bin');
    await store.acme.get(id, { toFile: file });
    for (const bytes of [await store.acme.get(id), await store.acme.get(uri), await drain(id), await readFile(file)])
      expect(bytes.equals(body)).toBe(true);
    expect(await store.acme.verify(id)).toMatchObject({ artifact_id: id, size_bytes: body.length });
  });

  test('finds a byte that was flipped in the store, whichever way it is read, and gives the file no name', async () => {
    const sizeBytes = 40_000 + Math.floor(Math.random() * 50_000);
    const { artifact_id: id, sha256, version_id: versionId } = await stored(Buffer.alloc(sizeBytes, 'clean'));
    expect(await flipStoredByte(store.services.directory, sizeBytes)).toBe(1);
    const folder = await mkdtemp(path.join(directory, 'empty-'));
    const reads = [
      () => store.acme.get(id),
      () => drain(id),
      () => store.acme.verify(id),
      () => store.acme.get(id, { toFile: path.join(folder, 'x.bin') }),
    ];
    for (const read of reads) {
      const error = await read().then(
        () => 'no error',
        (e: unknown) => e,
      );
      expect(error).toBeInstanceOf(IntegrityError);
      expect(error).toMatchObject({ versionId, expected: `sha256 ${sha256}` });
    }
    expect(await readdir(folder)).toEqual([]);
  });

  test('says that a version is gone when someone deleted it past the runtime', async () => {
    const { artifact_id: id, uri, version_id: VersionId } = await stored(Buffer.from('gone'));
    const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri)!;
    await store.admin.send(new DeleteObjectCommand({ Bucket, Key, VersionId, BypassGovernanceRetention: true }));
    for (const read of [() => store.acme.get(id), () => drain(id), () => store.acme.verify(id)])
      await expect(read()).rejects.toBeInstanceOf(ObjectMissingError);
  });

  test('reads past a delete marker, which hides a key but not a version', async () => {
    const { artifact_id: id, uri } = await stored(Buffer.from('hidden'));
    const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri)!;
    await store.admin.send(new DeleteObjectCommand({ Bucket, Key }));
    expect((await store.acme.get(id)).toString()).toBe('hidden');
  });

  test.each(['art_unknown', 's3://other-bucket/acme/runs/x', "';drop-table-artifact;--"])(
    'says that %j is not found',
    async (reference) => {
      await expect(store.acme.stat(reference)).rejects.toBeInstanceOf(NotFoundError);
    },
  );

  test.each(['/no/such/folder/x.bin', '/dev/full/x.bin'])(
    'says that it cannot write to %s and leaves nothing there',
    async (file) => {
      const { artifact_id: id } = await stored(Buffer.from('x'));
      await expect(store.acme.get(id, { toFile: file })).rejects.toBeInstanceOf(LocalIoError);
    },
  );

  test('replaces an existing file only after the last byte was verified', async () => {
    const file = path.join(directory, 'kept.bin');
    const good = await stored(Buffer.from('good'));
    await store.acme.get(good.artifact_id, { toFile: file });
    const sizeBytes = 95_000 + Math.floor(Math.random() * 5_000);
    const bad = await stored(Buffer.alloc(sizeBytes, 'bad'));
    await flipStoredByte(store.services.directory, sizeBytes);
    await expect(store.acme.get(bad.artifact_id, { toFile: file })).rejects.toBeInstanceOf(IntegrityError);
    expect(
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
    ).toBe(good.sha256);
  });
});

describe('whoever takes the bytes', () => {
  test('gets its own error back when it fails, never bytes with a hole in them', async () => {
    const body = Buffer.alloc(3_000_000, 'abc');
    const { artifact_id: id } = await stored(body);
    const failing = () => {
      let calls = 0;
      return () => {
        calls++;
        if (calls === 1) throw new Error('the caller’s own');
      };
    };
    await expect(store.acme.get(id, { onProgress: failing() })).rejects.toThrow('the caller’s own');
    const toFile = path.join(directory, 'holes.bin');
    await expect(store.acme.get(id, { onProgress: failing(), toFile })).rejects.toThrow('the caller’s own');
    expect((await readdir(directory)).filter((name) => name.includes('holes'))).toEqual([]);
    await expect(store.acme.get(id, { onProgress: failing(), toFile })).rejects.not.toBeInstanceOf(LocalIoError);
  });

  test('may leave early, and the connection is given up', async () => {
    const { artifact_id: id } = await stored(Buffer.alloc(3_000_000, 'abc'));
    const { ctx } = store.acme as unknown as { ctx: TenantContext };
    const get = jest.spyOn(ctx.store, 'get');
    for await (const _ of await store.acme.open(id)) break;
    expect(get).toHaveBeenCalledTimes(1);
    const source = await (get.mock.results[0]!.value as ReturnType<typeof ctx.store.get>);
    // Sooner than the idle time-out would end it.
    const deadline = Date.now() + 5000;
    while (!source.destroyed && Date.now() < deadline) await setImmediate();
    expect(source.destroyed).toBe(true);
    get.mockRestore();
  });

  test('hears of a version that was replaced in place that it is not the one recorded', async () => {
    const { artifact_id: id } = await stored(Buffer.from('as recorded'));
    await store.sql.query(
      `update object_version v set etag = '"00000000000000000000000000000000"' from artifact a
       where a.artifact_id = $1 and a.key = v.key and a.version_id = v.version_id`,
      [id],
    );
    await expect(store.acme.get(id)).rejects.toBeInstanceOf(IntegrityError);
    await expect(store.acme.verify(id)).rejects.toBeInstanceOf(IntegrityError);
    await expect(store.acme.get(id, { toFile: path.join(directory, 'y') })).rejects.toBeInstanceOf(IntegrityError);
  });

  test('hears of a bucket that is gone, not of a loss of the artifact', async () => {
    const { artifact_id: id } = await stored(Buffer.from('x'));
    const elsewhere = await store.reopen((config) => void (config.bucket.name = 'gl-no-such-bucket'));
    await expect(elsewhere.tenant('acme').get(id)).rejects.toBeInstanceOf(ObjectStoreError);
  });

  test.each<object>([
    { runId: 'a\0b' },
    { step: 7 },
    { folder: 'elsewhere' },
    { state: 'DEAD' },
    { limit: NaN },
    { limit: 0 },
    { cursor: 'a\0' },
  ])('is told what a filter is, for %j', async (filter) => {
    await expect(store.acme.list(filter)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('is told what an option of a read is', async () => {
    const options: object[] = [{ onProgress: 7 }, { signal: 'stop' }];
    for (const option of options)
      for (const read of ['get', 'open', 'verify'] as const)
        await expect(store.acme[read]('art_x', option)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    for (const toFile of ['', 'a\0b', 7 as unknown as string])
      await expect(store.acme.get('art_x', { toFile })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const lineage = store.acme.lineage.upstream('art_x', { maxDepth: NaN });
    await expect(lineage).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(store.acme.lineage.upstream('a\0')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test.each(['', 'a\0b', 'art_é', 'x'.repeat(3000)])('is told what a reference is, for %j', async (reference) => {
    await expect(store.acme.stat(reference)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
