import * as grpc from '@grpc/grpc-js';
import { ResourceProviderService } from '@pulumi/pulumi/proto/provider_grpc_pb';
import type { StandInOptions } from './provision';
import { handlers, unary } from './service';

export { provisionWith, type StandInOptions } from './provision';
export type { LocalTargets } from './local';

/**
 * Serves the provider protocol for `aws` and `postgresql` on a loopback port, in this process. The engine attaches to it
 * by `PULUMI_DEBUG_PROVIDERS=aws:PORT,postgresql:PORT`.
 *
 * @param options - with local targets, the types of the local stack are really provisioned there
 */
export async function startStandIn(options: StandInOptions): Promise<{ port: number; close(): Promise<void> }> {
  // Pulumi's own limit; a policy document may be large.
  const server = new grpc.Server({ 'grpc.max_receive_message_length': 400 * 1024 * 1024 });
  const service = ResourceProviderService as unknown as grpc.ServiceDefinition;
  const ours = handlers(options);
  server.addService(
    service,
    Object.fromEntries(Object.keys(service).map((name) => [name, unary(ours[name], name) as grpc.UntypedHandleCall])),
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return {
    port,
    close: () => {
      server.forceShutdown();
      return Promise.resolve();
    },
  };
}
