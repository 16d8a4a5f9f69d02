import type { Configuration } from './configuration';
import type { Control, ControlFacts, Judgement, Outcome, ResourceView } from './control';
import type { Graph } from './graph/graph';
import { NO_ROLES, rolesOf, type BucketRoles, type Roles } from './graph/roles';
import { isSet, settingsOf, type Found, type Places, type Setting } from './graph/settings';
import { BUCKET } from './graph/tokens';
import { judgedBy } from './open-roles';
import { read } from './reading/read';

/** A control of a setting of a bucket that is written inline on the bucket or as a resource of its own. */
export interface BucketSetting<C> extends ControlFacts {
  configuration: Configuration<C>;
  places: Places;
  /** Why a bucket of such roles is none of its business; nothing when it is. @default none is exempt */
  exempt?: (roles: BucketRoles) => string | undefined;
  /** Judges the setting, inline or on its own. `roles` are known only where the whole stack is. */
  judge: (setting: Setting, config: C, roles?: BucketRoles) => Outcome;
  /** A bucket that has the setting in neither form. */
  missing: (roles: BucketRoles, config: C) => Outcome;
}

function judgeBucket<C>(control: BucketSetting<C>, urn: string, found: readonly Found[], roles: Roles, config: C) {
  const judged = (judge: (certain: BucketRoles) => Outcome): Outcome =>
    judgedBy(roles, (some) => {
      const because = control.exempt?.(some);
      return because === undefined ? judge(some) : { verdict: 'not applicable', because };
    });
  const settings = found.filter((item) => item.kind === 'setting');
  const own = settings.filter(({ computed }) => !computed);
  if (settings.length > 0)
    return (own.length > 0 ? own : settings).map((item): Judgement => ({
      urn: item.urn,
      outcome: judged((some) => control.judge(item.setting, config, some)),
    }));
  const outcome = judged((some) => control.missing(some, config));
  const [doubt] = found.filter((item) => item.kind === 'unverifiable');
  if (outcome.verdict !== 'fail' || doubt === undefined) return [{ urn, outcome }];
  return [{ urn, outcome: { verdict: 'unverifiable', unknown: doubt.unknown, final: doubt.final } satisfies Outcome }];
}

/**
 * Makes a control of a bucket's setting: its content is judged on the resource that has it, inline or sibling; that it is
 * there at all, on the bucket, with the whole stack in view. Where some buckets are exempt, the graph has to say which.
 */
export function bucketControl<C>(control: BucketSetting<C>): Control<C> {
  const { places, exempt } = control;
  const judgeSetting = (setting: Setting, config: C): Outcome => {
    const outcome = control.judge(setting, config);
    if (exempt === undefined || outcome.verdict !== 'fail') return outcome;
    return { verdict: 'deferred', because: 'whether its bucket is exempt, the graph says' };
  };
  const content = (resource: ResourceView, config: C): Outcome => {
    const bucketName = read(resource.props, 'bucket');
    if (!BUCKET.includes(resource.type))
      return judgeSetting({ form: 'sibling', props: resource.props, path: [], bucketName }, config);
    const inline = read(resource.props, places.inline);
    if (inline.state !== 'unknown' && !isSet(inline))
      return { verdict: 'deferred', because: 'the bucket has no such setting inline' };
    return judgeSetting({ form: 'inline', props: resource.props, path: [places.inline], bucketName }, config);
  };
  const judge = (graph: Graph, config: C): Judgement[] => {
    const roles = rolesOf(graph);
    const { ofBucket, outside } = settingsOf(graph, places);
    return [
      ...[...ofBucket].flatMap(([urn, found]) => judgeBucket(control, urn, found, roles(urn), config)),
      // What is left to the graph is judged here: of a bucket that it does not have, it knows no role.
      ...outside.map(({ urn, setting }) => ({ urn, outcome: control.judge(setting, config, NO_ROLES) })),
    ];
  };
  return { ...control, tokens: [...BUCKET, ...places.siblings], content, graph: { suffix: 'present', judge } };
}
