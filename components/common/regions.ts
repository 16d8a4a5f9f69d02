/** Where the bytes of a tenant may be. Nothing leaves a zone unless an exception says so. Source: ADR-004 §Multi-Region. */
export type ResidencyZone = 'us' | 'eu' | 'apac';

interface Region {
  zone: ResidencyZone;
  /** The other region of the zone: replicas and copies of backups go there, and nowhere else. */
  pair: string;
}

/** The regions a stack can be in or replicate to. Pairs are mutual and never leave their zone. */
export const REGIONS: Readonly<Record<string, Region>> = {
  'us-east-1': { zone: 'us', pair: 'us-west-2' },
  'us-west-2': { zone: 'us', pair: 'us-east-1' },
  'eu-west-1': { zone: 'eu', pair: 'eu-central-1' },
  'eu-central-1': { zone: 'eu', pair: 'eu-west-1' },
  'ap-southeast-1': { zone: 'apac', pair: 'ap-southeast-2' },
  'ap-southeast-2': { zone: 'apac', pair: 'ap-southeast-1' },
};

const regionOf = (region: string): Region | undefined => (Object.hasOwn(REGIONS, region) ? REGIONS[region] : undefined);

/** @returns the zone of a region, or undefined for a region that is in none */
export const zoneOf = (region: string): ResidencyZone | undefined => regionOf(region)?.zone;

/**
 * @returns the other region of the same zone, or undefined for a region that is in none
 * @example pairOf('eu-west-1') // 'eu-central-1'
 */
export const pairOf = (region: string): string | undefined => regionOf(region)?.pair;

/**
 * First part of every ARN of a region, derived from the region's name so that no stack has to ask AWS.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function partitionOf(region: string): 'aws' | 'aws-cn' | 'aws-us-gov' {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries()) {
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (left === right ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
};

const MOST_TYPOS = 3;

/**
 * The region that was probably meant; undefined when none is near.
 *
 * @example nearestRegion('eu-west1') // 'eu-west-1'
 */
export function nearestRegion(region: string): string | undefined {
  const typed = region.trim().toLowerCase();
  const [nearest] = Object.keys(REGIONS)
    .map((name) => ({ name, typos: distance(typed, name) }))
    .sort((a, b) => a.typos - b.typos);
  return nearest !== undefined && nearest.typos <= MOST_TYPOS ? nearest.name : undefined;
}
