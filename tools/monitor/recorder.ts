import type { RegisterResourceRequest } from '@pulumi/pulumi/proto/resource_pb';
import { UNKNOWN, type Provision, type RecordedResource } from './types';
import { urnOf } from './urn';
import { holdsSecret, mapValues, secret, unwrap } from './wire';

type Properties = Record<string, unknown>;

/** Keeps what a program registers, and answers as an engine would. */
export class Recorder {
  readonly resources: RecordedResource[] = [];
  private readonly byUrn = new Map<string, RecordedResource>();
  private stackUrn = '';
  private stackOutputs: Properties = {};

  constructor(
    private readonly run: { project: string; stack: string; dryRun: boolean; provision: Provision | undefined },
  ) {}

  get outputs(): Properties {
    return this.stackOutputs;
  }

  /** @returns the URN and id, and the properties that the program gets back */
  async register(request: RegisterResourceRequest): Promise<{ urn: string; id: string; properties: Properties }> {
    const type = request.getType();
    const name = request.getName();
    const isStack = type === 'pulumi:pulumi:Stack';
    const parent = request.getParent() || (isStack ? '' : this.stackUrn);
    const urn = urnOf({ stack: this.run.stack, project: this.run.project, type, name, parent });
    if (this.byUrn.has(urn)) throw new Error(`duplicate resource URN '${urn}': try giving it a unique name`);
    const sent = (request.getObject()?.toJavaScript() ?? {}) as Properties;
    const resource: RecordedResource = {
      urn,
      type,
      name,
      custom: request.getCustom(),
      id: '',
      parent,
      provider: request.getProvider(),
      inputs: unwrap(sent) as Properties,
      outputs: {},
      secretInputs: Object.keys(sent).filter((key) => holdsSecret(sent[key])),
      dependencies: request.getDependenciesList(),
      propertyDependencies: propertyDependenciesOf(request),
      operation: 'create',
      options: {
        protect: request.getProtect() ?? false,
        retainOnDelete: request.getRetainondelete() ?? false,
        aliases: aliasesOf(request),
        ignoreChanges: request.getIgnorechangesList(),
        deleteBeforeReplace: request.getDeletebeforereplace(),
        additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
      },
    };
    this.byUrn.set(urn, resource);
    this.resources.push(resource);
    if (isStack) this.stackUrn = urn;
    if (!resource.custom) return { urn, id: '', properties: {} };
    await this.create(resource);
    return { urn, id: resource.id, properties: this.answer(resource, sent) };
  }

  registerOutputs(urn: string, sent: Properties): void {
    const outputs = unwrap(sent) as Properties;
    const resource = this.byUrn.get(urn);
    if (resource !== undefined) resource.outputs = outputs;
    if (urn === this.stackUrn) this.stackOutputs = outputs;
  }

  private async create(resource: RecordedResource): Promise<void> {
    const { urn, type, name, inputs } = resource;
    const { dryRun, provision } = this.run;
    if (provision === undefined || type.startsWith('pulumi:')) {
      resource.outputs = inputs;
      if (!dryRun) resource.id = name;
      return;
    }
    const made = await provision({ urn, type, name, inputs, dryRun });
    resource.inputs = made.inputs ?? inputs;
    resource.outputs = made.outputs;
    resource.operation = made.operation ?? 'create';
    resource.id = dryRun ? '' : made.id;
  }

  /** What came in secret goes back secret. In a dry run the SDK takes what is left out for unknown. */
  private answer(resource: RecordedResource, sent: Properties): Properties {
    const declared = new Set([...resource.secretInputs, ...resource.options.additionalSecretOutputs]);
    const known = Object.entries(resource.outputs).filter(([, value]) => value !== UNKNOWN);
    const plain = Object.fromEntries(known.map(([key, value]) => [key, declared.has(key) ? secret(value) : value]));
    return { ...mapValues(sent, (value) => value), ...plain };
  }
}

const propertyDependenciesOf = (request: RegisterResourceRequest): Record<string, string[]> => {
  const dependencies: [string, string[]][] = [];
  request.getPropertydependenciesMap().forEach((value, key) => dependencies.push([key, value.getUrnsList()]));
  return Object.fromEntries(dependencies);
};

const aliasesOf = (request: RegisterResourceRequest): string[] => [
  ...request.getAliasurnsList(),
  ...request
    .getAliasesList()
    .map((alias) => alias.getUrn() || alias.getSpec()?.getName() || '')
    .filter((alias) => alias !== ''),
];
