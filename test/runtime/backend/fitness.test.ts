import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { BackendUnfitError } from '../../../runtime';
import { missingBehaviours, PROBE_VERSION, type BackendProfile } from '../../../runtime/backend/profile';
import { startS3Proxy, type S3Proxy } from '../../helpers/s3-proxy';
import { openTestStore, startAttempt, unknownVersions, type TestStore } from '../../helpers/store';

let store: TestStore;
let proxy: S3Proxy;
beforeAll(async () => {
  store = await openTestStore();
  proxy = await startS3Proxy(store.services);
});
afterAll(async () => {
  await store.close();
  await proxy.close();
});

describe('backend probe', () => {
  test('finds every behaviour that the put path depends on, leaves one known version, and can be repeated', async () => {
    const first = await store.artifacts.backend.probe({ tenant: 'acme' });
    expect(first.checks.map((c) => [c.name, c.passed])).toEqual(first.checks.map((c) => [c.name, true]));
    expect(missingBehaviours(first)).toEqual([]);
    await store.artifacts.backend.probe({ tenant: 'acme' });
    expect(await unknownVersions(store)).toEqual([]);
    const { rows } = await store.sql.query(`select state, role from object_version where role = 'PROBE'`);
    expect(rows).toEqual([{ state: 'LIVE', role: 'PROBE' }]);
  });

  test('sees that this server judges the end of a multipart upload by the upload policy', async () => {
    expect((await store.artifacts.backend.probe({ tenant: 'acme' })).multipartNeedsUploadHeaders).toBe(true);
  });

  test('is made once and then found in the database by every process', async () => {
    await store.artifacts.backend.probe({ tenant: 'acme' });
    const other = (await store.reopen()).tenant('acme');
    await other.put({ step: await startAttempt(other), name: 'x.bin', body: Buffer.from('x') });
    expect(other.counters.requests).toEqual({ PutObject: 1 });
  });

  const isCreate = (r: { method: string; url: string }) =>
    r.method === 'PUT' && r.url.includes('create-once') && !r.url.includes('partNumber');

  test('keeps a server that accepts what it should refuse from being written to', async () => {
    const lax = await store.reopen((config) => void (config.bucket.endpoint!.url = proxy.url));
    proxy.faults.push({ match: isCreate, effect: { status: 200, code: 'Accepted' }, times: 1 });
    const error = await lax
      .tenant('acme')
      .runs.start()
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(BackendUnfitError);
    expect((error as BackendUnfitError).missing).toEqual(['refuse a second create of a key (If-None-Match)']);
  });

  test('notices a server that says yes to a second create', async () => {
    const lax = await store.reopen((config) => {
      config.bucket.endpoint!.url = proxy.url;
    });
    proxy.faults.push({ match: isCreate, effect: { status: 200, code: 'Accepted' }, times: 1 });
    const profile = await lax.backend.probe({ tenant: 'acme' });
    expect(missingBehaviours(profile)).toContain('refuse a second create of a key (If-None-Match)');
  });

  test('counts a check that was never made as failed', () => {
    const empty: BackendProfile = {
      probeVersion: PROBE_VERSION,
      endpoint: 'e',
      bucket: 'b',
      checks: [],
      multipartNeedsUploadHeaders: false,
    };
    expect(missingBehaviours(empty)).toHaveLength(6);
  });

  test('takes a server that is out of order for no verdict, and stores none', async () => {
    await store.sql.query('delete from backend_profile');
    const behind = await store.reopen((config) => void (config.bucket.endpoint!.url = proxy.url));
    const match = (r: { method: string; url: string }) => r.method === 'PUT' && r.url.includes('never-stored');
    proxy.faults.push({ match, effect: { status: 503, code: 'SlowDown' }, times: 3 });
    await expect(behind.backend.probe({ tenant: 'acme' })).rejects.toMatchObject({ code: 'OBJECT_STORE' });
    expect((await store.sql.query('select 1 from backend_profile')).rows).toEqual([]);
    const acme = behind.tenant('acme');
    await acme.put({ step: await startAttempt(acme), name: 'x.bin', body: Buffer.from('x') });
  });

  test('asks a server again that was found unfit: it may have been put right', async () => {
    const profile = structuredClone(await store.artifacts.backend.probe({ tenant: 'acme' }));
    profile.checks.find((c) => c.name === 'locks-versions')!.passed = false;
    await store.sql.query('update backend_profile set profile = $1', [JSON.stringify(profile)]);
    const acme = (await store.reopen()).tenant('acme');
    await acme.put({ step: await startAttempt(acme), name: 'x.bin', body: Buffer.from('x') });
  });

  test('tries to delete the locked version, and refuses a server that lets it go', async () => {
    const seen = await store.artifacts.backend.probe({ tenant: 'acme' });
    expect(seen.checks.find((c) => c.name === 'locks-versions')!.answer).toMatch(
      /^GOVERNANCE until .*; deleting it: 403/,
    );
    const lax = await store.reopen((config) => void (config.bucket.endpoint!.url = proxy.url));
    const match = (r: { method: string; url: string }) =>
      r.method === 'DELETE' && r.url.includes('create-once?versionId');
    proxy.faults.push({ match, effect: { status: 204, code: 'Gone' }, times: 1 });
    const profile = await lax.backend.probe({ tenant: 'acme' });
    expect(missingBehaviours(profile)).toEqual(['keep a locked version']);
    // As it would be gone there, the next probe stores another one.
    expect(missingBehaviours(await lax.backend.probe({ tenant: 'acme' }))).toEqual([]);
    expect(await unknownVersions(store)).toEqual([]);
    const listed = await store.admin.send(
      new ListObjectVersionsCommand({ Bucket: store.config.bucket.name, Prefix: 'acme/probes/' }),
    );
    expect(listed.DeleteMarkers ?? []).toEqual([]);
  });

  test('goes by what the server says of the lock where the credentials may delete nothing', async () => {
    const publisher = await store.reopen((config) => void (config.bucket.endpoint!.url = proxy.url));
    const match = (r: { method: string; url: string }) => r.method === 'DELETE' && !r.url.includes('uploadId');
    proxy.faults.push({ match, effect: { status: 403, code: 'AccessDenied' }, times: 1 });
    const profile = await publisher.backend.probe({ tenant: 'acme' });
    expect(profile.checks.find((c) => c.name === 'locks-versions')).toMatchObject({
      passed: true,
      answer: expect.stringContaining('may delete nothing'),
    });
  });

  test('changes nothing under the puts that are under way on the same handle', async () => {
    const { acme } = store;
    const step = await startAttempt(acme);
    let probes = 0;
    const body = Readable.from(
      (async function* () {
        for (let part = 0; part < 4; part++) {
          yield Buffer.alloc(6_000_000, part);
          void store.artifacts.backend.probe({ tenant: 'acme' }).then(() => probes++);
        }
      })(),
    );
    const document = await acme.put({ step, name: 'under-way.bin', body });
    expect(document.size_bytes).toBe(24_000_000);
    const deadline = Date.now() + 20_000;
    while (probes < 4 && Date.now() < deadline) await setTimeout(20);
    expect(probes).toBe(4);
  });
});
