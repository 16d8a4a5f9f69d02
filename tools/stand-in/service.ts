import type * as grpc from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Struct, type JavaScriptValue } from 'google-protobuf/google/protobuf/struct_pb';
import { PluginInfo } from '@pulumi/pulumi/proto/plugin_pb';
import * as proto from '@pulumi/pulumi/proto/provider_pb';
import awsSdk from '@pulumi/aws/package.json';
import { unwrap } from '../monitor/wire';
import { checkInputs, plannedOutputs, type Properties } from './check';
import { diffInputs } from './diff';
import { CheckFailedError } from './errors';
import { onLocal } from './local';
import { bringAbout, madeOf, type StandInOptions } from './provision';

type Handler = (request: never) => unknown;

const plain = (struct: Struct | undefined): Properties => unwrap(struct?.toJavaScript() ?? {}) as Properties;
const struct = (properties: Properties): Struct => Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);

/** `urn:pulumi:stack::project::parent$type::name`. */
const resourceOf = (urn: string): { token: string; name: string } => {
  const [, , types = '', ...name] = urn.split('::');
  return { token: types.split('$').at(-1)!, name: name.join('::') };
};

const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = proto.PropertyDiff.Kind;
const KINDS = { add: [ADD, ADD_REPLACE], delete: [DELETE, DELETE_REPLACE], update: [UPDATE, UPDATE_REPLACE] } as const;

const answerCheck = (inputs: Properties, failures: readonly { property: string; reason: string }[] = []): unknown => {
  const answer = new proto.CheckResponse();
  answer.setInputs(struct(inputs));
  answer.setFailuresList(
    failures.map(({ property, reason }) => {
      const failure = new proto.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    }),
  );
  return answer;
};

const check = (request: proto.CheckRequest): unknown => {
  const { token, name } = resourceOf(request.getUrn());
  const inputs = plain(request.getNews());
  const seed = request.getRandomseed_asU8();
  try {
    return answerCheck(
      checkInputs(token, name, inputs, plain(request.getOlds()), seed.length > 0 ? seed : Buffer.from(name)),
    );
  } catch (error) {
    if (error instanceof CheckFailedError) return answerCheck(inputs, error.failures);
    throw error;
  }
};

const diff = (request: proto.DiffRequest): unknown => {
  const { token } = resourceOf(request.getUrn());
  const old = plain(request.getOldInputs() ?? request.getOlds());
  const changes = Object.entries(diffInputs(token, old, plain(request.getNews()), request.getIgnorechangesList()));
  const answer = new proto.DiffResponse();
  const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
  answer.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
  answer.setDiffsList(changes.map(([key]) => key));
  answer.setReplacesList(changes.filter(([, change]) => change.replaces).map(([key]) => key));
  answer.setHasdetaileddiff(true);
  for (const [key, { kind, replaces }] of changes) {
    const property = new proto.PropertyDiff();
    property.setKind(KINDS[kind][replaces ? 1 : 0]);
    property.setInputdiff(true);
    answer.getDetaileddiffMap().set(key, property);
  }
  return answer;
};

const configured = (): unknown => {
  const answer = new proto.ConfigureResponse();
  answer.setSupportspreview(true);
  // The engine then unwraps secrets, and marks outputs of the same name again.
  answer.setAcceptsecrets(false);
  return answer;
};

/** Shows what differs on the server; a resource that is gone there has no id. */
const read = async (request: proto.ReadRequest, options: StandInOptions): Promise<unknown> => {
  const { token, name } = resourceOf(request.getUrn());
  const inputs = plain(request.getInputs());
  const found = await onLocal(options.targets, token, inputs, async (type) => {
    const { current, same } = await type.describe(inputs).compare();
    if (current === undefined) return { gone: true, inputs };
    return { gone: false, inputs: same ? inputs : { ...inputs, ...type.asInputs(current) } };
  });
  const answer = new proto.ReadResponse();
  if (found?.gone === true) return answer;
  answer.setId(request.getId());
  answer.setInputs(struct(found?.inputs ?? inputs));
  answer.setProperties(
    struct(found === undefined ? plain(request.getProperties()) : madeOf(token, name, found.inputs, options).outputs),
  );
  return answer;
};

/** Every call that the stand-in answers, by its name in the protocol; a thrown error becomes the call's. */
export const handlers = (options: StandInOptions): Record<string, Handler> => ({
  handshake: () => new proto.ProviderHandshakeResponse(),
  attach: () => new Empty(),
  cancel: () => new Empty(),
  getPluginInfo: () => {
    const answer = new PluginInfo();
    // One server answers for both; the engine asks for at least the SDK's version, and this one's is the higher.
    answer.setVersion(awsSdk.version);
    return answer;
  },
  checkConfig: (request: proto.CheckRequest) => answerCheck(plain(request.getNews())),
  diffConfig: () => new proto.DiffResponse(),
  configure: configured,
  check,
  diff,
  create: async (request: proto.CreateRequest) => {
    const { token, name } = resourceOf(request.getUrn());
    const inputs = plain(request.getProperties());
    const answer = new proto.CreateResponse();
    if (request.getPreview()) {
      answer.setProperties(struct(plannedOutputs(token, inputs)));
      return answer;
    }
    const { id, outputs } = await bringAbout(token, name, inputs, options);
    answer.setId(id);
    answer.setProperties(struct(outputs));
    return answer;
  },
  update: async (request: proto.UpdateRequest) => {
    const { token, name } = resourceOf(request.getUrn());
    const inputs = plain(request.getNews());
    const answer = new proto.UpdateResponse();
    const made = request.getPreview() ? { outputs: {} } : await bringAbout(token, name, inputs, options);
    answer.setProperties(struct({ ...plain(request.getOlds()), ...made.outputs, ...inputs }));
    return answer;
  },
  read: (request: proto.ReadRequest) => read(request, options),
  delete: async (request: proto.DeleteRequest) => {
    const { token } = resourceOf(request.getUrn());
    const inputs = plain(request.getOldInputs() ?? request.getProperties());
    await onLocal(options.targets, token, inputs, (_type, remove) => remove(inputs));
    return new Empty();
  },
});

/** A handler as gRPC calls it. */
export const unary =
  (handler: Handler | undefined, call: string) =>
  (
    { request }: { request: unknown },
    reply: (error: Partial<grpc.ServiceError> | null, value?: unknown) => void,
  ): void => {
    if (handler === undefined) {
      const asked =
        request instanceof proto.InvokeRequest || request instanceof proto.CallRequest ? ` of ${request.getTok()}` : '';
      return reply({ code: status.UNIMPLEMENTED, details: `${call}${asked}: the provider stand-in cannot answer it` });
    }
    Promise.resolve()
      .then(() => handler(request as never))
      .then(
        (answer) => reply(null, answer),
        (error: unknown) =>
          reply({ code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) }),
      );
  };
