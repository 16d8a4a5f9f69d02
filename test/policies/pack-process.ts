import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { credentials } from '@grpc/grpc-js';
import { Struct, type JavaScriptValue } from 'google-protobuf/google/protobuf/struct_pb';
import { AnalyzerClient } from '@pulumi/pulumi/proto/analyzer_grpc_pb';
import type { AnalyzeResponse, AnalyzerInfo } from '@pulumi/pulumi/proto/analyzer_pb';
import { ConfigureAnalyzerRequest, EnforcementLevel, PolicyConfig } from '@pulumi/pulumi/proto/analyzer_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { CATALOG } from '../../policies/catalog';
import { findingsOf } from '../../tools/policies/analyze';
import { analyzeRequest, analyzeStackRequest } from '../../tools/policies/messages';
import type { AnalyzedResource, Finding } from '../../tools/policies/types';

const PACK = path.join(__dirname, '..', '..', 'policies');

/** The pack as the engine runs it: a process of its own, over gRPC. */
export interface PackProcess {
  /** From its start to the port that it prints, in milliseconds. */
  startMs: number;
  info: () => Promise<AnalyzerInfo.AsObject>;
  configure: (config: Record<string, Record<string, JavaScriptValue>>) => Promise<void>;
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

export async function startPack(): Promise<PackProcess> {
  const begin = performance.now();
  const child = spawn(process.execPath, [require.resolve('@pulumi/pulumi/cmd/run-policy-pack'), '127.0.0.1:1', '.'], {
    cwd: PACK,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PULUMI_NODEJS_TYPESCRIPT: 'true',
      PULUMI_NODEJS_TRANSPILE_ONLY: 'true',
    },
  });
  const port = await portOf(child);
  const startMs = performance.now() - begin;
  const client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const call = <T>(start: (done: (error: Error | null, response: T) => void) => void): Promise<T> =>
    new Promise((resolve, reject) => start((error, response) => (error ? reject(error) : resolve(response))));
  return {
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
    analyze: async (resources) => {
      const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
      const findings: Finding[] = [];
      for (const resource of resources) {
        const answer = await call<AnalyzeResponse>((done) => client.analyze(analyzeRequest(resource, byUrn), done));
        findings.push(...findingsOf(answer, resource.urn, CATALOG));
      }
      const answer = await call<AnalyzeResponse>((done) => client.analyzeStack(analyzeStackRequest(resources), done));
      return [...findings, ...findingsOf(answer, '', CATALOG)];
    },
    stop: async () => {
      client.close();
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
