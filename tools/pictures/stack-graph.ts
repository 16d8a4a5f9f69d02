import { zoneOf, type ResidencyZone } from '../../components/common/regions';
import type { RecordedResource } from '../monitor';
import { label, type Graph } from './graphviz';

/** What a picture shows of a resource; what the in-process monitor records is one. */
export type DrawnResource = Pick<RecordedResource, 'urn' | 'type' | 'name' | 'custom' | 'parent' | 'inputs'>;

/** Colour of everything that stays in a zone; an edge that leaves its zone has {@link CROSSING}'s. */
export const ZONE_COLOURS: Readonly<Record<ResidencyZone, string>> = { us: '#2f6fb3', eu: '#2e8540', apac: '#b35c00' };
export const CROSSING = '#c81e1e';
const NO_REGION = 'global';
const NEUTRAL = '#7a7a7a';

const BUCKET = 'aws:s3/bucket:Bucket';
const REPLICATION = 'aws:s3/bucketReplicationConfig:BucketReplicationConfig';

/** Rows of boxes in a region; more would make the picture a column. */
const ROWS = 4;

const shortType = (type: string): string => type.split(':').at(-1)!;
/** The settings of a bucket are many resources, and one thing. */
const drawnType = (type: string): string =>
  type !== BUCKET && type.startsWith('aws:s3/bucket') ? 'bucket setting' : shortType(type);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const colourOf = (region: string): string => ZONE_COLOURS[zoneOf(region)!] ?? NEUTRAL;

/** A component as it is drawn: its own resources in one box. */
interface Box {
  urn: string;
  title: string;
  kind: string;
  region: string;
  /** How many of each type, most first. */
  contents: [string, number][];
  bucketNames: string[];
}

function boxOf(owner: DrawnResource, children: readonly DrawnResource[]): Box {
  const counts = new Map<string, number>();
  for (const { type } of children) counts.set(drawnType(type), (counts.get(drawnType(type)) ?? 0) + 1);
  const regions = children.flatMap(({ inputs }) => text(inputs['region']) ?? []);
  return {
    urn: owner.urn,
    title: owner.name,
    kind: shortType(owner.type),
    region: regions[0] ?? NO_REGION,
    contents: [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)),
    bucketNames: children.filter(({ type }) => type === BUCKET).flatMap(({ inputs }) => text(inputs['bucket']) ?? []),
  };
}

/** What is drawn as an arrow is no box: a component with a replication, and all that belongs to it. */
const arrowsOf = (resources: readonly DrawnResource[]): Set<string> =>
  new Set(resources.filter(({ type }) => type === REPLICATION).map(({ parent }) => parent));

/** Every component that has resources of its own; a resource whose parent is none of them is a box by itself. */
function boxesOf(resources: readonly DrawnResource[]): Box[] {
  const arrows = arrowsOf(resources);
  const custom = resources.filter(
    ({ type, custom: own, parent }) => own && !type.startsWith('pulumi:') && !arrows.has(parent),
  );
  const components = resources.filter(({ urn, custom: own }) => !own && custom.some(({ parent }) => parent === urn));
  const owned = new Set(components.map(({ urn }) => urn));
  return [
    ...components.map((owner) =>
      boxOf(
        owner,
        custom.filter(({ parent }) => parent === owner.urn),
      ),
    ),
    ...custom.filter(({ parent }) => !owned.has(parent)).map((alone) => boxOf(alone, [alone])),
  ];
}

/** One way that bytes are copied. */
interface CopyEdge {
  /** Name of the component or resource that copies. */
  name: string;
  from: string;
  to: string;
  fromRegion: string;
  /** Nothing when the bucket is not of this stack. */
  toRegion: string | undefined;
}

/** The replications of a stack, by the names of their buckets. */
function copiesOf(resources: readonly DrawnResource[]): CopyEdge[] {
  const regionOf = new Map(
    resources
      .filter(({ type }) => type === BUCKET)
      .map(({ inputs }) => [text(inputs['bucket']), text(inputs['region'])] as const),
  );
  const nameOf = new Map(resources.filter(({ custom }) => !custom).map(({ urn, name }) => [urn, name]));
  return resources
    .filter(({ type }) => type === REPLICATION)
    .flatMap(({ name, parent, inputs }) => {
      const rules = inputs['rules'] as { destination: { bucket: string } }[];
      const from = text(inputs['bucket'])!;
      const names = new Set(rules.map(({ destination }) => destination.bucket.split(':::').at(-1)!));
      const fromRegion = text(inputs['region']) ?? regionOf.get(from) ?? NO_REGION;
      return [...names].map((to) => ({
        name: nameOf.get(parent) ?? name,
        from,
        to,
        fromRegion,
        toRegion: regionOf.get(to),
      }));
    });
}

const nodeOf = ({ urn, title, kind, contents, region, bucketNames }: Box) => ({
  name: urn,
  attributes: {
    label: label(
      title,
      kind,
      ...bucketNames,
      ...contents.map(([type, count]) => (count === 1 ? type : `${count} × ${type}`)),
    ),
    shape: bucketNames.length > 0 ? 'cylinder' : 'box',
    class: 'component',
    color: colourOf(region),
  },
});

const edgeOf = (
  { name, from, to, fromRegion, toRegion }: CopyEdge,
  isBack: boolean,
  ownerOf: (bucketName: string) => string,
) => {
  const [here, there] = [zoneOf(fromRegion), zoneOf(toRegion ?? '')];
  const stays = here !== undefined && here === there;
  return {
    tail: ownerOf(from),
    head: ownerOf(to),
    attributes: {
      class: stays ? 'replication' : 'replication crossing',
      color: stays ? colourOf(fromRegion) : CROSSING,
      fontcolor: stays ? colourOf(fromRegion) : CROSSING,
      label: label(name, stays ? `stays in ${here}` : `leaves ${here ?? 'its zone'}`),
      // The way back must not pull the two regions onto one another.
      constraint: !isBack,
      fontsize: '10',
      penwidth: '2',
      style: stays ? 'solid' : 'dashed',
    },
  };
};

/** Nothing but order: it puts the boxes of a region into columns of {@link ROWS}. */
const columnsOf = (boxes: readonly Box[]) =>
  boxes.slice(ROWS).map(({ urn }, i) => ({ tail: boxes[i]!.urn, head: urn, attributes: { style: 'invis' } }));

/**
 * A stack as a picture: a box for each component with what it consists of, in the region where it is, and the replications
 * in the colour of their residency zone; one that leaves its zone is dashed and red.
 *
 * @param resources - all of a stack
 */
export function stackGraph(stack: string, resources: readonly DrawnResource[]): Graph {
  const boxes = boxesOf(resources);
  const copies = copiesOf(resources);
  const owners = new Map(boxes.flatMap(({ urn, bucketNames }) => bucketNames.map((name) => [name, urn] as const)));
  const ownerOf = (bucketName: string): string => owners.get(bucketName) ?? bucketName;
  const elsewhere = [...new Set(copies.map(({ to }) => to))].filter((name) => !owners.has(name));
  const regions = [...new Set(boxes.map(({ region }) => region))].sort();
  const inRegion = (region: string): Box[] => boxes.filter((box) => box.region === region);
  return {
    graphAttributes: { label: `gl-artifacts ${stack}`, labelloc: 't', fontname: 'Helvetica,Arial,sans-serif' },
    nodes: elsewhere.map((name) => ({
      name,
      attributes: { label: label(name, 'not of this stack'), shape: 'cylinder', style: 'dashed', class: 'component' },
    })),
    subgraphs: regions.map((region) => ({
      name: `cluster_${region}`,
      graphAttributes: {
        label: region === NO_REGION ? 'global' : `${region} · residency zone ${zoneOf(region) ?? 'none'}`,
        color: colourOf(region),
        fontcolor: colourOf(region),
        fontname: 'Helvetica,Arial,sans-serif',
        style: 'rounded',
      },
      nodes: inRegion(region).map(nodeOf),
      edges: columnsOf(inRegion(region)),
    })),
    edges: copies.map((copy, i) =>
      edgeOf(
        copy,
        copies.slice(0, i).some(({ from, to }) => from === copy.to && to === copy.from),
        ownerOf,
      ),
    ),
  };
}
