import type { InputRule, TypeRule } from '../../stand-in/table';
import type { SdkType } from './sdk';
import { normalised, type Attribute } from './upstream';

/** Of every regional AWS resource alike; the provider adds it, and a change of it replaces. Upstream: `internal/provider/framework/func.resourceForceNewIfRegionChanges`. */
const REGION: Attribute = { key: 'region', computed: true, replaces: 'always' };

/** Inputs that the bridge to Pulumi named anew. Source: pulumi-aws, `provider/resources.go`. */
const RENAMED: Readonly<Record<string, string>> = {
  'aws:cloudwatch/metricAlarm:MetricAlarm name': 'alarm_name',
  'aws:sns/topicSubscription:TopicSubscription topic': 'topic_arn',
};

/** Pulumi writes lists in the plural. */
const spellings = (key: string): string[] => [key, `${key}s`, `${key}es`, key.replace(/y$/, 'ies')];

/**
 * The SDK says which inputs and outputs there are, the upstream schema what each does. What only the SDK knows is
 * listed as unjudged.
 */
export function combine(token: string, sdk: SdkType, attributes: readonly Attribute[]): TypeRule {
  const known = [...attributes, ...(token.startsWith('aws:') ? [REGION] : [])];
  const judged = sdk.inputs.map((name) => {
    const wanted = normalised(RENAMED[`${token} ${name}`] ?? name);
    return [
      name,
      known.find(({ key }) => key === wanted) ?? known.find(({ key }) => spellings(key).includes(wanted)),
    ] as const;
  });
  const inputs = judged.flatMap(([name, attribute]): [string, InputRule][] =>
    attribute === undefined ? [] : [[name, ruleFor(name, attribute, sdk)]],
  );
  const unjudged = judged.filter(([, attribute]) => attribute === undefined).map(([name]) => name);
  const secretOutputs = sdk.outputs.filter((name) => sdk.secrets.includes(name));
  return {
    inputs: Object.fromEntries(inputs),
    outputs: sdk.outputs,
    ...(unjudged.length > 0 && { unjudged }),
    ...(secretOutputs.length > 0 && { secretOutputs }),
  };
}

const ruleFor = (name: string, attribute: Attribute, sdk: SdkType): InputRule => ({
  ...(sdk.required.includes(name) && { required: true }),
  ...(attribute.computed && { computed: true }),
  ...(sdk.secrets.includes(name) && { secret: true }),
  ...(attribute.default !== undefined && { default: defaultOf(attribute.default) }),
  ...(attribute.replaces !== 'never' && { replaces: attribute.replaces }),
});

/** The bridge puts its own name into the descriptions that it fills in. */
const defaultOf = (value: NonNullable<InputRule['default']>): NonNullable<InputRule['default']> =>
  value === 'Managed by Terraform' ? 'Managed by Pulumi' : value;
