import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import * as language from '@pulumi/pulumi/proto/language_pb';
import { LanguageRuntimeService } from '@pulumi/pulumi/proto/language_grpc_pb';
import { PluginInfo } from '@pulumi/pulumi/proto/plugin_pb';
import { ENGINE_VERSION } from './version';

/**
 * A Node language host for an engine that was built from source: the official one comes with the official CLI and is
 * in no registry. The engine asks it to run the program, and to run the policy pack.
 */
type Reply<T> = (error: Partial<grpc.ServiceError> | null, value?: T) => void;
type Unary<Request, Response> = (call: { request: Request }, reply: Reply<Response>) => void;

/** The SDK's exit code for "failed, and has said why": the engine need not say it again. */
const FAILED_AND_SAID_SO = 32;

const running = new Set<ChildProcess>();

const start = (args: string[], options: Parameters<typeof spawn>[2]): ChildProcess => {
  const child = spawn(process.execPath, args, options);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
};

/** As the program's folder sees it: a project brings its own SDK. */
const sdk = (file: string, directory: string): string =>
  require.resolve(`@pulumi/pulumi/${file}`, { paths: [directory] });

let engineAddress = process.argv.find((argument) => /^[\w.]+:\d+$/.test(argument)) ?? '';

const runProgram: Unary<language.RunRequest, language.RunResponse> = ({ request }, reply) => {
  const info = request.getInfo()!;
  const directory = info.getProgramDirectory();
  const config: Record<string, string> = {};
  request.getConfigMap().forEach((value, key) => (config[key] = value));
  const args = [
    sdk('cmd/run', directory),
    ...['--monitor', request.getMonitorAddress(), '--engine', engineAddress],
    ...['--organization', request.getOrganization(), '--project', request.getProject(), '--stack', request.getStack()],
    ...['--root-directory', info.getRootDirectory(), '--pwd', directory, '--parallel', String(request.getParallel())],
    ...(request.getDryrun() ? ['--dry-run'] : []),
    info.getEntryPoint(),
    ...request.getArgsList(),
  ];
  const env = {
    ...process.env,
    PULUMI_NODEJS_TYPESCRIPT: 'true',
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
  const child = start(args, { cwd: directory, stdio: ['ignore', 'inherit', 'inherit'], env });
  child.once('exit', (code) => {
    const answer = new language.RunResponse();
    if (code === FAILED_AND_SAID_SO) answer.setBail(true);
    else if (code !== 0) answer.setError(`the program ended with exit code ${code}`);
    reply(null, answer);
  });
};

/** Runs the policy pack, and streams what it prints; without this call the engine waits for the pack for ever. */
const runPlugin = (call: grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>): void => {
  const directory = call.request.getInfo()!.getProgramDirectory();
  const given = call.request.getEnvList().map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  const child = start([sdk('cmd/run-policy-pack', directory), ...call.request.getArgsList(), '.'], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...Object.fromEntries(given), PULUMI_NODEJS_TYPESCRIPT: 'true' },
  });
  const send = (fill: (answer: language.RunPluginResponse) => void): void => {
    const answer = new language.RunPluginResponse();
    fill(answer);
    call.write(answer);
  };
  child.stdout!.on('data', (data: Buffer) => send((answer) => answer.setStdout(data)));
  child.stderr!.on('data', (data: Buffer) => send((answer) => answer.setStderr(data)));
  child.once('exit', (code) => {
    send((answer) => answer.setExitcode(code ?? 1));
    call.end();
  });
  call.on('cancelled', () => child.kill());
};

const calls: Record<string, unknown> = {
  handshake: (({ request }, reply) => {
    engineAddress = request.getEngineAddress();
    reply(null, new language.LanguageHandshakeResponse());
  }) satisfies Unary<language.LanguageHandshakeRequest, language.LanguageHandshakeResponse>,
  getPluginInfo: ((_call, reply) => {
    const answer = new PluginInfo();
    answer.setVersion(ENGINE_VERSION);
    reply(null, answer);
  }) satisfies Unary<Empty, PluginInfo>,
  about: ((_call, reply) => {
    const answer = new language.AboutResponse();
    answer.setExecutable(process.execPath);
    answer.setVersion(process.version);
    reply(null, answer);
  }) satisfies Unary<language.AboutRequest, language.AboutResponse>,
  // Plugins are attached, never fetched, so none is required.
  getRequiredPackages: ((_call, reply) => reply(null, new language.GetRequiredPackagesResponse())) satisfies Unary<
    unknown,
    language.GetRequiredPackagesResponse
  >,
  getProgramDependencies: ((_call, reply) =>
    reply(null, new language.GetProgramDependenciesResponse())) satisfies Unary<
    unknown,
    language.GetProgramDependenciesResponse
  >,
  runtimeOptionsPrompts: ((_call, reply) => reply(null, new language.RuntimeOptionsResponse())) satisfies Unary<
    unknown,
    language.RuntimeOptionsResponse
  >,
  cancel: ((_call, reply) => {
    for (const child of running) child.kill();
    reply(null, new Empty());
  }) satisfies Unary<Empty, Empty>,
  run: runProgram,
  runPlugin,
};

const service = LanguageRuntimeService as unknown as grpc.ServiceDefinition;
const unimplemented =
  (name: string) =>
  (_call: unknown, reply: Reply<never> | undefined): void =>
    reply?.({ code: grpc.status.UNIMPLEMENTED, details: `${name}: ${path.basename(__filename)} cannot do that` });

const server = new grpc.Server();
server.addService(
  service,
  Object.fromEntries(
    Object.keys(service).map((name) => [name, (calls[name] ?? unimplemented(name)) as grpc.UntypedHandleCall]),
  ),
);
process.once('SIGTERM', () => {
  for (const child of running) child.kill();
  process.exit(0);
});
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  // The engine reads the port from the first line.
  process.stdout.write(`${port}\n`);
});
