import type { RecordedResource } from '../monitor';

const PACKAGE = 'aws';

/**
 * Gives resources without a provider of their own the default one, as the engine makes it from the stack's configuration
 * and the environment: a policy asks it for the region.
 */
export function withDefaultProvider(
  resources: readonly RecordedResource[],
  config: Readonly<Record<string, string>>,
): RecordedResource[] {
  const [first] = resources;
  const orphans = new Set(
    resources.filter(({ custom, provider, type }) => custom && provider === '' && type.startsWith(`${PACKAGE}:`)),
  );
  if (first === undefined || orphans.size === 0) return [...resources];
  const [stack, project] = first.urn.split('::');
  const type = `pulumi:providers:${PACKAGE}`;
  const urn = `${stack}::${project}::${type}::default`;
  const region = config[`${PACKAGE}:region`] ?? process.env['AWS_REGION'];
  const inputs = region === undefined ? {} : { region };
  const provider: RecordedResource = {
    ...first,
    urn,
    type,
    name: 'default',
    custom: true,
    id: 'default',
    parent: '',
    provider: '',
    inputs,
    outputs: inputs,
    secretInputs: [],
    dependencies: [],
    propertyDependencies: {},
  };
  return [provider, ...resources.map((one) => (orphans.has(one) ? { ...one, provider: `${urn}::default` } : one))];
}
