import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { credentials } from '@grpc/grpc-js';
import { Struct, type JavaScriptValue } from 'google-protobuf/google/protobuf/struct_pb';
import { AnalyzerClient } from '@pulumi/pulumi/proto/analyzer_grpc_pb';
import type {
  AnalyzeRequest,
  AnalyzeResponse,
  AnalyzerInfo,
  AnalyzeStackRequest,
} from '@pulumi/pulumi/proto/analyzer_pb';
import { ConfigureAnalyzerRequest, EnforcementLevel, PolicyConfig } from '@pulumi/pulumi/proto/analyzer_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { CATALOG } from '../../policies/catalog';
import { findingsOf } from '../../tools/policies/analyze';
import { analyzeRequest, analyzeStackRequest } from '../../tools/policies/messages';
import type { AnalyzedResource, Finding } from '../../tools/policies/types';

const PACK = path.join(__dirname, '..', '..', 'policies');

/** A pack as the engine runs it: a process of its own, over gRPC. */
export interface PackProcess {
  pid: number;
  /** From its start to the port that it prints, in milliseconds. */
  startMs: number;
  info: () => Promise<AnalyzerInfo.AsObject>;
  configure: (config: Record<string, Record<string, JavaScriptValue>>) => Promise<void>;
  /** What it answers to requests that were made before, of which it gets one after the other. */
  answer: (inputs: readonly AnalyzeRequest[], outputs: AnalyzeStackRequest) => Promise<AnalyzeResponse[]>;
  analyze: (resources: readonly AnalyzedResource[]) => Promise<Finding[]>;
  stop: () => Promise<void>;
}

const LEVELS = { advisory: EnforcementLevel.ADVISORY, mandatory: EnforcementLevel.MANDATORY };

async function portOf(child: ChildProcess): Promise<string> {
  let errors = '';
  child.stderr!.on('data', (data) => (errors += String(data)));
  const printed = once(child.stdout!, 'data').then(([data]) => String(data).trim());
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`the pack ended with ${code}: ${errors}`)),
  );
  return Promise.race([printed, ended]);
}

/**
 * Starts a pack.
 *
 * @param folder - where its PulumiPolicy.yaml is. @default the baseline's
 * @param env - what it gets beside the environment of this process. @default nothing
 */
export async function startPack(folder = PACK, env: Record<string, string> = {}): Promise<PackProcess> {
  const begin = performance.now();
  const child = spawn(process.execPath, [require.resolve('@pulumi/pulumi/cmd/run-policy-pack'), '127.0.0.1:1', '.'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...env,
      PULUMI_NODEJS_TYPESCRIPT: 'true',
      PULUMI_NODEJS_TRANSPILE_ONLY: 'true',
    },
  });
  const port = await portOf(child);
  const startMs = performance.now() - begin;
  const client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const call = <T>(start: (done: (error: Error | null, response: T) => void) => void): Promise<T> =>
    new Promise((resolve, reject) => start((error, response) => (error ? reject(error) : resolve(response))));
  const answer: PackProcess['answer'] = async (inputs, outputs) => {
    const answers: AnalyzeResponse[] = [];
    for (const request of inputs) answers.push(await call<AnalyzeResponse>((done) => client.analyze(request, done)));
    return [...answers, await call<AnalyzeResponse>((done) => client.analyzeStack(outputs, done))];
  };
  return {
    pid: child.pid!,
    startMs,
    info: async () => (await call<AnalyzerInfo>((done) => client.getAnalyzerInfo(new Empty(), done))).toObject(),
    configure: async (config) => {
      const request = new ConfigureAnalyzerRequest();
      for (const [policy, { enforcementLevel = 'mandatory', ...parameters }] of Object.entries(config)) {
        const message = new PolicyConfig();
        message.setEnforcementlevel(LEVELS[enforcementLevel as keyof typeof LEVELS]);
        message.setProperties(Struct.fromJavaScript(parameters));
        request.getPolicyconfigMap().set(policy, message);
      }
      await call((done) => client.configure(request, done));
    },
    answer,
    analyze: async (resources) => {
      const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
      const inputs = resources.map((resource) => analyzeRequest(resource, byUrn));
      const answers = await answer(inputs, analyzeStackRequest(resources));
      return answers.flatMap((one, index) => findingsOf(one, resources[index]?.urn ?? '', CATALOG));
    },
    stop: async () => {
      client.close();
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
