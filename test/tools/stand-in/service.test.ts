import * as grpc from '@grpc/grpc-js';
import { Struct, type JavaScriptValue } from 'google-protobuf/google/protobuf/struct_pb';
import { ResourceProviderClient } from '@pulumi/pulumi/proto/provider_grpc_pb';
import * as proto from '@pulumi/pulumi/proto/provider_pb';
import { UNKNOWN } from '../../../tools/monitor';
import { provisionWith, startStandIn } from '../../../tools/stand-in';

const place = { accountId: '111122223333', region: 'eu-west-1' };
const urnOf = (token: string) => `urn:pulumi:dev::p::my:index:Store$${token}::artifacts`;
const BUCKET = 'aws:s3/bucket:Bucket';
const struct = (value: object) => Struct.fromJavaScript(value as Record<string, JavaScriptValue>);

let standIn: { port: number; close(): Promise<void> };
let client: ResourceProviderClient;
beforeAll(async () => {
  standIn = await startStandIn(place);
  client = new ResourceProviderClient(`127.0.0.1:${standIn.port}`, grpc.credentials.createInsecure());
});
afterAll(async () => {
  client.close();
  await standIn.close();
});

const ask = <Answer>(method: string, request: object): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const calls = client as unknown as Record<string, (r: object, done: (e: Error | null, a: Answer) => void) => void>;
    calls[method]!.call(client, request, (error, answer) => (error === null ? resolve(answer) : reject(error)));
  });
const filled = <R extends object>(request: R, fill: (request: R) => void): R => {
  fill(request);
  return request;
};
const create = (preview: boolean, inputs: object) =>
  ask<proto.CreateResponse>(
    'create',
    filled(new proto.CreateRequest(), (r) => {
      r.setUrn(urnOf(BUCKET));
      r.setProperties(struct(inputs));
      r.setPreview(preview);
    }),
  );

describe('the stand-in, over the protocol', () => {
  test('refuses every wrong input as a failure of that input', async () => {
    const answer = await ask<proto.CheckResponse>(
      'check',
      filled(new proto.CheckRequest(), (r) => {
        r.setUrn(urnOf('aws:s3/bucketPolicy:BucketPolicy'));
        r.setNews(struct({ bucket: 'b', polcy: '{}' }));
      }),
    );
    expect(answer.getFailuresList().map((f) => f.getProperty())).toEqual(['polcy', 'policy']);
  });

  test('knows at preview what was given, and after creation the rest', async () => {
    const planned = (await create(true, { bucket: 'b' })).getProperties()!.toJavaScript();
    expect(planned).toMatchObject({ bucket: 'b', arn: UNKNOWN });
    const made = await create(false, { bucket: 'b' });
    expect(made.getId()).toBe('b');
    expect(made.getProperties()!.toJavaScript()).toMatchObject({ arn: 'arn:aws:s3:::b', region: 'eu-west-1' });
    expect(JSON.stringify(made.getProperties()!.toJavaScript())).not.toContain(UNKNOWN);
  });

  test('says per property whether a change replaces', async () => {
    const answer = await ask<proto.DiffResponse>(
      'diff',
      filled(new proto.DiffRequest(), (r) => {
        r.setUrn(urnOf(BUCKET));
        r.setOldInputs(struct({ bucket: 'a', tags: { a: '1' } }));
        r.setNews(struct({ bucket: 'b', tags: { a: '2' } }));
      }),
    );
    expect(answer.getReplacesList()).toEqual(['bucket']);
    expect(answer.getDetaileddiffMap().get('tags')!.getKind()).toBe(proto.PropertyDiff.Kind.UPDATE);
    expect(answer.getDetaileddiffMap().get('bucket')!.getKind()).toBe(proto.PropertyDiff.Kind.UPDATE_REPLACE);
  });

  test('refuses an invoke that it cannot answer, by name', async () => {
    const request = filled(new proto.InvokeRequest(), (r) => r.setTok('aws:index/getRegion:getRegion'));
    await expect(ask('invoke', request)).rejects.toThrow('aws:index/getRegion:getRegion');
  });
});

test('without the protocol it gives the same outputs', async () => {
  const overProtocol = (await create(false, { bucket: 'b', forceDestroy: false })).getProperties()!.toJavaScript();
  const resource = { urn: urnOf(BUCKET), type: BUCKET, name: 'artifacts', inputs: { bucket: 'b' }, dryRun: false };
  expect((await provisionWith(place)(resource)).outputs).toEqual(overProtocol);
});
