import type { Configuration } from './configuration';

export interface ResidencyConfig {
  zones: Record<string, string[]>;
  exceptions: { from: string; to: string; prefix: string }[];
}

/** As `eu-west-1` and, of the European Sovereign Cloud, `eusc-de-east-1`. */
const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d+$/;

/** As far as they can be read: the engine has checked the types where it runs. */
function check({ zones, exceptions }: ResidencyConfig): string[] {
  const lists = Object.entries(zones);
  const regions = lists.flatMap(([, list]) => (Array.isArray(list) ? list : []));
  const twice = new Set(regions.filter((region, index) => regions.indexOf(region) !== index));
  return [
    ...(lists.length === 0 ? ['zones is empty'] : []),
    ...lists
      .filter(([, list]) => !Array.isArray(list) || list.length === 0)
      .map(([zone]) => `zone ${zone} has no region`),
    ...(regions.every((region) => typeof region === 'string' && REGION.test(region))
      ? []
      : ['zones names what is no region']),
    ...[...twice].map((region) => `${String(region)} is in two zones`),
    ...(exceptions.every(
      ({ from, to, prefix }) => regions.includes(from) && regions.includes(to) && typeof prefix === 'string',
    )
      ? []
      : ['every exception has from and to, each a region of a zone, and a prefix']),
    ...(exceptions.some(({ prefix }) => prefix === '')
      ? ['an exception has an empty prefix, which lets every object out of its zone; name what may be copied']
      : []),
  ];
}

/** Zones and what may leave them, as the controls of residency take them. */
export const RESIDENCY: Configuration<ResidencyConfig> = {
  properties: {
    zones: {
      type: 'object',
      additionalProperties: { type: 'array', items: { type: 'string' } },
      description: 'Residency zones: for each its regions. A copy may only go to a region of the same zone.',
    },
    exceptions: {
      type: 'array',
      items: { type: 'object' },
      description:
        'Copies of objects that may leave their zone: from (region), to (region), prefix (of the rule that copies).',
    },
  },
  defaults: {
    zones: {
      us: ['us-east-1', 'us-west-2'],
      eu: ['eu-west-1', 'eu-central-1'],
      apac: ['ap-southeast-1', 'ap-southeast-2'],
    },
    exceptions: [],
  },
  check,
};

/** The zone of a region; nothing when it is in none. */
export const zoneOf = ({ zones }: ResidencyConfig, region: string): string | undefined =>
  Object.keys(zones).find((zone) => zones[zone]!.includes(region));

/** Whether objects below a prefix may be copied from one region to another; without a prefix only within a zone. */
export const mayCopy = (config: ResidencyConfig, from: string, to: string, prefix?: string): boolean =>
  zoneOf(config, from) === zoneOf(config, to) ||
  config.exceptions.some(
    (one) => one.from === from && one.to === to && prefix !== undefined && prefix.startsWith(one.prefix),
  );
