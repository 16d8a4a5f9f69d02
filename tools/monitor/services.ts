import * as grpc from '@grpc/grpc-js';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Struct, type JavaScriptValue } from 'google-protobuf/google/protobuf/struct_pb';
import * as engineProto from '@pulumi/pulumi/proto/engine_pb';
import { EngineService } from '@pulumi/pulumi/proto/engine_grpc_pb';
import * as resourceProto from '@pulumi/pulumi/proto/resource_pb';
import { ResourceMonitorService } from '@pulumi/pulumi/proto/resource_grpc_pb';
import type { Recorder } from './recorder';
import type { LogLine } from './types';

type Call<Request> = { request: Request };
type Reply = (error: Partial<grpc.ServiceError> | null, value?: unknown) => void;

/** What this monitor can do; the SDK asks before it relies on anything. */
const FEATURES: ReadonlySet<string> = new Set(['secrets', 'resourceReferences', 'outputValues', 'parameterization']);

const SEVERITIES = [undefined, 'info', 'warning', 'error'] as const;

const empty = (_call: unknown, reply: Reply): void => reply(null, new Empty());

const failed = (error: unknown): Partial<grpc.ServiceError> => ({
  code: grpc.status.UNKNOWN,
  details: error instanceof Error ? error.message : String(error),
});

/** Every call of a service: ours, and for the others a refusal that says which it was. */
const complete = (service: grpc.ServiceDefinition, ours: Record<string, unknown>): grpc.UntypedServiceImplementation =>
  Object.fromEntries(
    Object.keys(service).map((name) => [
      name,
      (ours[name] ??
        ((_call: unknown, reply: Reply) =>
          reply({
            code: grpc.status.UNIMPLEMENTED,
            details: `${name} needs the Pulumi engine: npm run engine -- install`,
          }))) as grpc.UntypedHandleCall,
    ]),
  );

const monitorCalls = (recorder: Recorder, failure: (error: unknown) => void): Record<string, unknown> => ({
  supportsFeature: ({ request }: Call<resourceProto.SupportsFeatureRequest>, reply: Reply): void => {
    const answer = new resourceProto.SupportsFeatureResponse();
    answer.setHassupport(FEATURES.has(request.getId()));
    reply(null, answer);
  },
  registerResource: ({ request }: Call<resourceProto.RegisterResourceRequest>, reply: Reply): void => {
    recorder.register(request).then(
      ({ urn, id, properties }) => {
        const answer = new resourceProto.RegisterResourceResponse();
        answer.setUrn(urn);
        answer.setId(id);
        answer.setObject(Struct.fromJavaScript(properties as Record<string, JavaScriptValue>));
        reply(null, answer);
      },
      (error: unknown) => {
        reply(failed(error));
        failure(error);
      },
    );
  },
  registerResourceOutputs: ({ request }: Call<resourceProto.RegisterResourceOutputsRequest>, reply: Reply): void => {
    recorder.registerOutputs(request.getUrn(), request.getOutputs()?.toJavaScript() ?? {});
    reply(null, new Empty());
  },
  registerPackage: (_call: unknown, reply: Reply): void => {
    const answer = new resourceProto.RegisterPackageResponse();
    answer.setRef('in-process');
    reply(null, answer);
  },
  signalAndWaitForShutdown: empty,
});

const engineCalls = (log: LogLine[]): Record<string, unknown> => {
  let root = '';
  return {
    log: ({ request }: Call<engineProto.LogRequest>, reply: Reply): void => {
      const severity = SEVERITIES[request.getSeverity()];
      // The SDK's debug lines print whole resources, secrets and all.
      if (severity !== undefined) log.push({ severity, message: request.getMessage(), urn: request.getUrn() });
      reply(null, new Empty());
    },
    getRootResource: (_call: unknown, reply: Reply): void => {
      const answer = new engineProto.GetRootResourceResponse();
      answer.setUrn(root);
      reply(null, answer);
    },
    setRootResource: ({ request }: Call<engineProto.SetRootResourceRequest>, reply: Reply): void => {
      root = request.getUrn();
      reply(null, new engineProto.SetRootResourceResponse());
    },
    requirePulumiVersion: (_call: unknown, reply: Reply): void =>
      reply(null, new engineProto.RequirePulumiVersionResponse()),
  };
};

/**
 * Serves the engine's and the monitor's side of Pulumi's protocol on one loopback port.
 *
 * @param failure - told of a resource that could not be registered; the program is to be ended then
 */
export async function serve(
  recorder: Recorder,
  log: LogLine[],
  failure: (error: unknown) => void,
): Promise<{ address: string; close(): void }> {
  // Pulumi's own limit; a policy document may be large.
  const server = new grpc.Server({ 'grpc.max_receive_message_length': 400 * 1024 * 1024 });
  const monitor = ResourceMonitorService as unknown as grpc.ServiceDefinition;
  const engine = EngineService as unknown as grpc.ServiceDefinition;
  server.addService(monitor, complete(monitor, monitorCalls(recorder, failure)));
  server.addService(engine, complete(engine, engineCalls(log)));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}
