import { resourceLikeBucket } from '../reading/bucket-v2';
import { read, type Reading } from '../reading/read';
import type { ResourceView, StackResource } from '../control';
import { BUCKET, OF_ONE_BUCKET } from './tokens';

/** How a resource is tied to a bucket; `unclear` when more than one bucket may be meant. */
export type Link =
  { kind: 'bucket'; urn: string } | { kind: 'outside' } | { kind: 'unclear'; among: readonly string[]; final: boolean };

/** The resources of a stack with their ties, and the inputs that the resources' own policies saw. */
export interface Graph {
  resources: readonly StackResource[];
  buckets: readonly StackResource[];
  /** The bucket of a URN. */
  bucket: (urn: string) => StackResource | undefined;
  ofType: (tokens: readonly string[]) => readonly StackResource[];
  /** The inputs of a resource where they were seen, else its outputs. */
  inputsOf: (resource: StackResource) => Inputs;
  /** The name of a bucket, by its inputs first: the output is unknown before it exists. */
  nameOf: (bucket: StackResource) => Reading;
  /** The buckets whose name is not known yet: a known name may be theirs. */
  nameless: readonly StackResource[];
  /** The buckets of a name. */
  named: (name: unknown) => readonly StackResource[];
  /** The buckets that the program passed to a property of a resource, by themselves or by a setting that is of one. */
  passed: (resource: StackResource, property: string) => readonly StackResource[];
  /** The bucket that is meant by a name, and by what was passed for it. */
  link: (name: Reading, passed: readonly StackResource[]) => Link;
  /** The bucket of a link that is to one for certain. */
  linked: (link: Link) => StackResource | undefined;
  /** The bucket that a property of a resource names. */
  bucketOf: (resource: StackResource, property: string) => Link;
}

interface Inputs {
  props: Readonly<Record<string, unknown>>;
  /** Whether these are inputs: among outputs an unknown one may be what the provider computes. */
  seen: boolean;
}

function append<K>(lists: Map<K, StackResource[]>, key: K, resource: StackResource): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [resource]);
  else list.push(resource);
}

/**
 * Ties resources to buckets: by what the program passed (property dependencies) first, which holds while names are
 * unknown, then by equal known names.
 *
 * @param inputs what the policies of single resources saw in this run, by URN
 */
export function graphOf(given: readonly StackResource[], inputs: ReadonlyMap<string, ResourceView>): Graph {
  const resources = given.map(resourceLikeBucket);
  const buckets = resources.filter(({ type }) => BUCKET.includes(type));
  const byUrn = new Map(buckets.map((bucket) => [bucket.urn, bucket]));
  const inputsOf = (resource: StackResource): Inputs => {
    const view = inputs.get(resource.urn);
    // What the program passed to another one is as the SDK gives it.
    const { props } = view ?? byUrn.get(resource.urn) ?? resource;
    return { props, seen: view !== undefined };
  };
  const nameOf = (bucket: StackResource): Reading => {
    const given = read(inputsOf(bucket).props, 'bucket');
    return given.state === 'known' ? given : read(bucket.props, 'bucket');
  };
  const byName = new Map<unknown, StackResource[]>();
  const nameless: StackResource[] = [];
  for (const bucket of buckets) {
    const name = nameOf(bucket);
    if (name.state === 'known') append(byName, name.value, bucket);
    else nameless.push(bucket);
  }
  const named = (name: unknown): StackResource[] => byName.get(name) ?? [];
  const byType = new Map<string, StackResource[]>();
  for (const resource of resources) append(byType, resource.type, resource);
  const linked = (to: Link): StackResource | undefined => (to.kind === 'bucket' ? byUrn.get(to.urn) : undefined);
  const link = (name: Reading, passed: readonly StackResource[]): Link => {
    if (passed.length === 1) return { kind: 'bucket', urn: passed[0]!.urn };
    const same = name.state === 'known' ? named(name.value) : [];
    if (same.length === 1) return { kind: 'bucket', urn: same[0]!.urn };
    const possible = name.state === 'unknown' ? buckets : nameless;
    const among = [same, passed, possible].find(({ length }) => length > 0) ?? [];
    if (among.length === 0) return { kind: 'outside' };
    return { kind: 'unclear', among: among.map(({ urn }) => urn), final: same.length > 1 };
  };
  const passed = (resource: StackResource, property: string): StackResource[] => {
    const given = resource.propertyDependencies[property] ?? [];
    const own = given.filter(({ type }) => BUCKET.includes(type));
    if (own.length > 0) return own;
    const settings = given.filter(({ type }) => OF_ONE_BUCKET.includes(type));
    return [...new Set(settings.flatMap((setting) => linked(bucketOf(setting, 'bucket')) ?? []))];
  };
  const bucketOf = (resource: StackResource, property: string): Link =>
    link(read(resource.props, property), passed(resource, property));
  return {
    resources,
    buckets,
    bucket: (urn) => byUrn.get(urn),
    ofType: (tokens) => tokens.flatMap((token) => byType.get(token) ?? []),
    inputsOf,
    nameOf,
    nameless,
    named,
    passed,
    link,
    linked,
    bucketOf,
  };
}
