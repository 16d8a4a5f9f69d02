import { randomBytes } from 'node:crypto';
import {
  DeleteBucketCommand,
  HeadBucketCommand,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { readFile } from 'node:fs/promises';
import https from 'node:https';
import { Struct, type JavaScriptValue } from 'google-protobuf/google/protobuf/struct_pb';
import * as proto from '@pulumi/pulumi/proto/provider_pb';
import { handlers } from '../../../tools/stand-in/service';
import type { StandInOptions } from '../../../tools/stand-in';
import { testServices } from '../../helpers/services';

const BUCKET = 'aws:s3/bucket:Bucket';
const LIFECYCLE = 'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration';
const bucket = `stand-in-${randomBytes(6).toString('hex')}`;
const rules = [{ id: 'all', status: 'Enabled', filter: { prefix: '' }, expiration: { days: 30 } }];
const urnOf = (token: string) => `urn:pulumi:dev::p::${token}::artifacts`;
const struct = (value: object) => Struct.fromJavaScript(value as Record<string, JavaScriptValue>);

let s3: S3Client;
let options: StandInOptions;
beforeAll(async () => {
  const services = await testServices();
  const { tlsUrl: endpoint, caFile, admin } = services.s3;
  const httpsAgent = new https.Agent({ ca: await readFile(caFile) });
  const requestHandler = new NodeHttpHandler({ httpsAgent });
  s3 = new S3Client({ endpoint, region: 'eu-west-1', forcePathStyle: true, credentials: admin, requestHandler });
  const { host, port, superuser } = services.postgres;
  options = {
    accountId: '111122223333',
    region: 'eu-west-1',
    targets: { s3: { endpoint, caFile, admin, region: 'eu-west-1' }, postgres: { host, port, ...superuser } },
  };
});
afterAll(async () => {
  await s3.send(new DeleteBucketCommand({ Bucket: bucket })).catch(() => undefined);
  s3.destroy();
});

const call = (name: string, request: object) => handlers(options)[name]!(request as never);
const create = (token: string, inputs: object, preview = false) => {
  const request = new proto.CreateRequest();
  request.setUrn(urnOf(token));
  request.setProperties(struct(inputs));
  request.setPreview(preview);
  return call('create', request) as Promise<proto.CreateResponse>;
};
const read = async (token: string, inputs: object) => {
  const request = new proto.ReadRequest();
  request.setUrn(urnOf(token));
  request.setId(bucket);
  request.setInputs(struct(inputs));
  request.setProperties(struct(inputs));
  const answer = (await call('read', request)) as proto.ReadResponse;
  return { id: answer.getId(), inputs: answer.getInputs()?.toJavaScript() };
};
const remove = async (token: string, inputs: object) => {
  const request = new proto.DeleteRequest();
  request.setUrn(urnOf(token));
  request.setOldInputs(struct(inputs));
  await call('delete', request);
};

describe('on a real server', () => {
  test('a preview makes nothing, a create does', async () => {
    await create(BUCKET, { bucket }, true);
    await expect(s3.send(new HeadBucketCommand({ Bucket: bucket }))).rejects.toThrow();
    expect((await create(BUCKET, { bucket })).getId()).toBe(bucket);
    await s3.send(new HeadBucketCommand({ Bucket: bucket }));
  });

  test('a refresh shows what somebody changed, and nothing where nobody did', async () => {
    await create(LIFECYCLE, { bucket, rules });
    expect((await read(LIFECYCLE, { bucket, rules })).inputs).toEqual({ bucket, rules });
    const rule = { ID: 'all', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } } as const;
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket: bucket, LifecycleConfiguration: { Rules: [rule] } }),
    );
    expect((await read(LIFECYCLE, { bucket, rules })).inputs).toEqual({
      bucket,
      rules: [{ ...rules[0], expiration: { days: 1 } }],
    });
  });

  test('a configuration that the server does not implement is an error, not a silent success', async () => {
    const block = { bucket, blockPublicAcls: true };
    await expect(create('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock', block)).rejects.toThrow('501');
  });

  test('what was deleted is gone, and a refresh says so', async () => {
    await remove(LIFECYCLE, { bucket });
    expect((await read(LIFECYCLE, { bucket, rules })).id).toBe('');
    await remove(BUCKET, { bucket });
    expect((await read(BUCKET, { bucket })).id).toBe('');
  });
});
