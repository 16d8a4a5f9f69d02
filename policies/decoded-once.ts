import { AnalyzeRequest, AnalyzeStackRequest, type AnalyzerProviderResource } from '@pulumi/pulumi/proto/analyzer_pb';
import { AnalyzerService } from '@pulumi/pulumi/proto/analyzer_grpc_pb';
import type { JavaScriptValue } from 'google-protobuf/google/protobuf/struct_pb';

type WithProperties = Pick<AnalyzerProviderResource, 'getProperties'>;

/** The SDK decodes a resource's properties again for every policy, and copies what it gets: so it may get the same. */
function decodeOnce(message: WithProperties | undefined): void {
  const struct = message?.getProperties();
  if (struct === undefined) return;
  const decode = struct.toJavaScript.bind(struct);
  let decoded: Record<string, JavaScriptValue> | undefined;
  struct.toJavaScript = () => (decoded ??= decode());
}

/** A request of the engine about one resource, decoded once for all policies. */
export function readAnalyzeRequest(bytes: Uint8Array): AnalyzeRequest {
  const request = AnalyzeRequest.deserializeBinary(bytes);
  decodeOnce(request);
  decodeOnce(request.getProvider());
  return request;
}

/** A request of the engine about a stack, each of its resources decoded once for all policies. */
export function readAnalyzeStackRequest(bytes: Uint8Array): AnalyzeStackRequest {
  const request = AnalyzeStackRequest.deserializeBinary(bytes);
  for (const resource of request.getResourcesList()) {
    decodeOnce(resource);
    decodeOnce(resource.getProvider());
  }
  return request;
}

/** Has the SDK's server, which takes the service from the same module, read requests like this. */
export function readRequestsOnce(): void {
  AnalyzerService.analyze.requestDeserialize = readAnalyzeRequest;
  AnalyzerService.analyzeStack.requestDeserialize = readAnalyzeStackRequest;
}
