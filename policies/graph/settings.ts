import { read, type Reading } from '../reading/read';
import type { StackResource } from '../control';
import type { Graph } from './graph';
import {
  BUCKET_POLICY_TOKENS,
  ENCRYPTION,
  LIFECYCLE,
  LOGGING,
  OBJECT_LOCK,
  OWNERSHIP,
  PUBLIC_ACCESS_BLOCK,
  REPLICATION,
  VERSIONING,
} from './tokens';

/** Where a setting of a bucket may be written. */
export interface Places {
  /** Property of the bucket that has it inline. */
  inline: string;
  /** Types of the resources that have it; their property `bucket` names the bucket. */
  siblings: readonly string[];
}

export const POLICY: Places = { inline: 'policy', siblings: BUCKET_POLICY_TOKENS };
export const BLOCK: Places = { inline: 'publicAccessBlock', siblings: PUBLIC_ACCESS_BLOCK };
export const VERSIONS: Places = { inline: 'versioning', siblings: VERSIONING };
export const LOCK: Places = { inline: 'objectLockConfiguration', siblings: OBJECT_LOCK };
export const DEFAULT_ENCRYPTION: Places = { inline: 'serverSideEncryptionConfiguration', siblings: ENCRYPTION };
export const EXPIRY: Places = { inline: 'lifecycleRules', siblings: LIFECYCLE };
export const COPIES: Places = { inline: 'replicationConfiguration', siblings: REPLICATION };
export const ACCESS_LOGS: Places = { inline: 'logging', siblings: LOGGING };
/** No inline form: buckets have none of these names. */
export const OBJECT_OWNERSHIP: Places = { inline: 'ownershipControls', siblings: OWNERSHIP };

export interface Setting {
  form: 'inline' | 'sibling';
  /** The resource that has it. */
  props: Readonly<Record<string, unknown>>;
  /** Where it begins in the resource. */
  path: readonly string[];
  bucketName: Reading;
}

export type Found =
  /** `computed` where only outputs were seen: then a sibling has the word, the provider may have filled this in. */
  | { kind: 'setting'; urn: string; setting: Setting; computed: boolean }
  | { kind: 'unverifiable'; unknown: string; final: boolean };

interface Settings {
  /** By bucket, every bucket of the stack. */
  ofBucket: ReadonlyMap<string, readonly Found[]>;
  /** Those of buckets that the stack does not have. */
  outside: readonly { urn: string; setting: Setting }[];
}

/** A computed block that the provider fills in is no setting: an empty object or list says nothing. */
export const isSet = (reading: Reading): boolean =>
  reading.state === 'known' &&
  !(typeof reading.value === 'object' && reading.value !== null && Object.keys(reading.value).length === 0) &&
  reading.value !== '';

function find(graph: Graph, { inline, siblings }: Places): Settings {
  const ofBucket = new Map<string, Found[]>(graph.buckets.map(({ urn }) => [urn, []]));
  const outside: { urn: string; setting: Setting }[] = [];
  const add = (bucket: string, item: Found): void => void ofBucket.get(bucket)?.push(item);
  for (const bucket of graph.buckets) {
    const { props, seen } = graph.inputsOf(bucket);
    const given = read(props, inline);
    const setting: Setting = { form: 'inline', props, path: [inline], bucketName: graph.nameOf(bucket) };
    if (isSet(given) || given.state === 'unknown')
      add(bucket.urn, { kind: 'setting', urn: bucket.urn, setting, computed: !seen });
  }
  for (const sibling of graph.ofType(siblings)) {
    const { props } = graph.inputsOf(sibling);
    const link = graph.bucketOf(sibling, 'bucket');
    if (link.kind === 'outside')
      outside.push({
        urn: sibling.urn,
        setting: { form: 'sibling', props, path: [], bucketName: read(props, 'bucket') },
      });
    if (link.kind === 'unclear')
      for (const urn of link.among)
        add(urn, { kind: 'unverifiable', unknown: `which bucket ${sibling.name} belongs to`, final: link.final });
    if (link.kind !== 'bucket') continue;
    const bucketName = graph.nameOf(graph.bucket(link.urn)!);
    const setting: Setting = { form: 'sibling', props, path: [], bucketName };
    add(link.urn, { kind: 'setting', urn: sibling.urn, setting, computed: false });
  }
  return { ofBucket, outside };
}

const found = new WeakMap<Graph, Map<string, Settings>>();

/** One kind of setting of all buckets; found once for each graph, since several controls ask for it. */
export function settingsOf(graph: Graph, places: Places): Settings {
  const known = found.get(graph) ?? new Map<string, Settings>();
  found.set(graph, known);
  const settings = known.get(places.inline) ?? find(graph, places);
  known.set(places.inline, settings);
  return settings;
}

/**
 * One kind of setting of one bucket, for controls that compare settings.
 *
 * @returns unknown where it is not known which resource has it, or what it is
 */
export function settingOf(graph: Graph, bucket: StackResource, places: Places): Reading<Setting> {
  const all = settingsOf(graph, places).ofBucket.get(bucket.urn) ?? [];
  const settings = all.filter((item) => item.kind === 'setting');
  const [first] = [...settings.filter(({ computed }) => !computed), ...settings];
  if (first !== undefined && read(first.setting.props, ...first.setting.path).state === 'unknown')
    return { state: 'unknown', path: places.inline };
  if (first !== undefined) return { state: 'known', value: first.setting };
  return all.length > 0 ? { state: 'unknown', path: places.inline } : { state: 'absent' };
}
