import * as pulumi from '@pulumi/pulumi';
import type * as settings from '@pulumi/pulumi/runtime/settings';

/** A resource as the engine is asked to register it. */
export interface Registered {
  type: string;
  name: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  inputs: any;
  /** Names of the resources it waits for. */
  dependsOn: string[];
  parent: string;
  protect: boolean;
  retainOnDelete: boolean;
  ignoreChanges: string[];
  deleteBeforeReplace: boolean;
}

interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getDependenciesList(): string[];
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getIgnorechangesList(): string[];
  getDeletebeforereplace(): boolean;
}

interface Monitor {
  registerResource(request: Request, callback: unknown): unknown;
}

const lastOf = (urn: string): string => urn.split('::').at(-1) ?? '';

/** Pulumi notes a stack at each of its promises, and jest maps every frame of each: most of what a test took. */
async function withShortStacks<T>(work: () => Promise<T>): Promise<T> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 1;
  try {
    return await work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * Runs what a program does against mocks and gives everything it registered. Outputs that only AWS knows are unknown, as
 * at a preview, unless `known`.
 */
export async function record<T>(program: () => T, known = false): Promise<{ value: T; resources: Registered[] }> {
  const inputs = new Map<string, unknown>();
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        inputs.set(`${args.type} ${args.name}`, args.inputs);
        const drawn = {
          arn: `arn:of:${args.name}`,
          keyId: `id-of-${args.name}`,
          endpoint: `${args.name}.example`,
          readerEndpoint: `${args.name}.ro.example`,
          address: `${args.name}.example`,
          url: `https://${args.name}.example`,
          clusterResourceId: `resource-of-${args.name}`,
          resourceId: `resource-of-${args.name}`,
          masterUserSecrets: [{ secretArn: `arn:of:${args.name}-secret` }],
        };
        return { id: `id-of-${args.name}`, state: { ...args.inputs, ...(known ? drawn : {}) } };
      },
      call: ({ token }) => {
        throw new Error(`${token} asks AWS, which a preview may not`);
      },
    },
    'gl-artifacts',
    'test',
    !known,
  );
  const monitor = (pulumi.runtime as unknown as typeof settings).getMonitor() as unknown as Monitor;
  const requests: Request[] = [];
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    requests.push(request);
    return register(request, callback);
  };
  const value = await withShortStacks(async () => {
    const made = program();
    await (pulumi.runtime as unknown as { waitForRPCs(): Promise<void> }).waitForRPCs();
    return { made };
  });
  return {
    value: value.made,
    resources: requests.map((request) => ({
      type: request.getType(),
      name: request.getName(),
      inputs: inputs.get(`${request.getType()} ${request.getName()}`),
      dependsOn: request.getDependenciesList().map(lastOf),
      parent: lastOf(request.getParent()),
      protect: request.getProtect(),
      retainOnDelete: request.getRetainondelete(),
      ignoreChanges: request.getIgnorechangesList(),
      deleteBeforeReplace: request.getDeletebeforereplace(),
    })),
  };
}

/** The one resource of a type. */
export function only(resources: readonly Registered[], type: string): Registered {
  const found = resources.filter((r) => r.type === type);
  if (found.length !== 1) throw new Error(`${found.length} of ${type}`);
  return found[0]!;
}

/** What an output holds, or undefined while it is unknown. */
export const valueOf = <T>(output: pulumi.Output<T>): Promise<T> =>
  (output as unknown as { promise(): Promise<T> }).promise();
