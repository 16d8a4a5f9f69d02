import type { Configuration } from './configuration';
import type { Control, ControlFacts, Judgement, Outcome, ResourceView } from './control';
import type { Graph } from './graph/graph';
import { rolesOf, type BucketRoles } from './graph/roles';
import { BUCKET } from './graph/tokens';
import { read, type Reading } from './reading/read';

/** A setting of a bucket that is written inline on the bucket or as a resource of its own. */
export interface BucketSetting<C> extends ControlFacts {
  configuration: Configuration<C>;
  /** Property of the bucket that has the setting inline. */
  inline: string;
  /** Types of the resources that have it; their property `bucket` names the bucket. */
  siblings: readonly string[];
  /** Judges the setting, inline or on its own. `roles` are known only where the whole stack is. */
  judge: (setting: Setting, config: C, roles?: BucketRoles) => Outcome;
  /** A bucket that has the setting in neither form. */
  missing: (roles: BucketRoles, config: C) => Outcome;
}

export interface Setting {
  form: 'inline' | 'sibling';
  /** The resource that has it. */
  props: Readonly<Record<string, unknown>>;
  /** Where it begins in the resource. */
  path: readonly string[];
  bucketName: Reading;
}

/** A computed block that the provider fills in is no setting: an empty object or list says nothing. */
const isSet = (reading: Reading): boolean =>
  reading.state === 'known' &&
  !(typeof reading.value === 'object' && reading.value !== null && Object.keys(reading.value).length === 0) &&
  reading.value !== '';

type Found =
  /** `computed` where only outputs were seen: then a sibling has the word, the provider may have filled this in. */
  | { kind: 'setting'; urn: string; setting: Setting; computed: boolean }
  | { kind: 'unverifiable'; unknown: string; final: boolean };

function find<C>(control: BucketSetting<C>, graph: Graph): Map<string, Found[]> {
  const found = new Map<string, Found[]>(graph.buckets.map(({ urn }) => [urn, []]));
  const add = (bucket: string, item: Found): void => void found.get(bucket)?.push(item);
  for (const bucket of graph.buckets) {
    const { props, seen } = graph.inputsOf(bucket);
    const inline = read(props, control.inline);
    const bucketName = graph.nameOf(bucket);
    const setting: Setting = { form: 'inline', props, path: [control.inline], bucketName };
    if (isSet(inline) || inline.state === 'unknown')
      add(bucket.urn, { kind: 'setting', urn: bucket.urn, setting, computed: !seen });
  }
  for (const sibling of graph.ofType(control.siblings)) {
    const link = graph.bucketOf(sibling, 'bucket');
    if (link.kind === 'outside') continue;
    if (link.kind === 'unclear') {
      for (const urn of link.among)
        add(urn, { kind: 'unverifiable', unknown: `which bucket ${sibling.name} belongs to`, final: link.final });
      continue;
    }
    const bucket = graph.buckets.find(({ urn }) => urn === link.urn)!;
    const { props } = graph.inputsOf(sibling);
    const setting: Setting = { form: 'sibling', props, path: [], bucketName: graph.nameOf(bucket) };
    add(bucket.urn, { kind: 'setting', urn: sibling.urn, setting, computed: false });
  }
  return found;
}

function judgeBucket<C>(
  control: BucketSetting<C>,
  urn: string,
  found: readonly Found[],
  roles: BucketRoles,
  config: C,
) {
  const settings = found.filter((item) => item.kind === 'setting');
  const own = settings.filter(({ computed }) => !computed);
  if (settings.length > 0)
    return (own.length > 0 ? own : settings).map((item): Judgement => ({
      urn: item.urn,
      outcome: control.judge(item.setting, config, roles),
    }));
  const outcome = control.missing(roles, config);
  const [doubt] = found.filter((item) => item.kind === 'unverifiable');
  if (outcome.verdict !== 'fail' || doubt === undefined) return [{ urn, outcome }];
  return [{ urn, outcome: { verdict: 'unverifiable', unknown: doubt.unknown, final: doubt.final } satisfies Outcome }];
}

/**
 * Makes a control of a bucket's setting: its content is judged on the resource that has it, inline or sibling; that it is
 * there at all, on the bucket, with the whole stack in view.
 */
export function bucketControl<C>(setting: BucketSetting<C>): Control<C> {
  const content = (resource: ResourceView, config: C): Outcome => {
    if (!BUCKET.includes(resource.type)) {
      const bucketName = read(resource.props, 'bucket');
      return setting.judge({ form: 'sibling', props: resource.props, path: [], bucketName }, config);
    }
    const inline = read(resource.props, setting.inline);
    if (inline.state !== 'unknown' && !isSet(inline))
      return { verdict: 'deferred', because: 'the bucket has no such setting inline' };
    const bucketName = read(resource.props, 'bucket');
    return setting.judge({ form: 'inline', props: resource.props, path: [setting.inline], bucketName }, config);
  };
  const judge = (graph: Graph, config: C): Judgement[] => {
    const roles = rolesOf(graph);
    return [...find(setting, graph)].flatMap(([urn, found]) => judgeBucket(setting, urn, found, roles(urn), config));
  };
  return { ...setting, tokens: [...BUCKET, ...setting.siblings], content, graph: { suffix: 'present', judge } };
}
