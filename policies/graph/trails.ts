import { truth, type Truth } from '../document/truth';
import { read, readList, type Reading } from '../reading/read';
import { all, says, someOf } from '../reading/truths';
import type { StackResource } from '../control';
import type { Graph } from './graph';
import { regionOf } from './region';
import { isOfType, isReadOnly, selectorOf, type Access, type Recording, type Selector } from './selectors';

type Path = readonly (string | number)[];

const inSight = (graph: Graph, trail: StackResource, bucket: StackResource): Truth => {
  const everywhere = read(graph.inputsOf(trail).props, 'isMultiRegionTrail');
  if (everywhere.state === 'known' && everywhere.value === true) return 'yes';
  const [here, there] = [regionOf(graph, trail), regionOf(graph, bucket)];
  const known = here.state !== 'unknown' && there.state !== 'unknown' && everywhere.state !== 'unknown';
  return known && here.state === there.state ? truth.of(here.value === there.value) : 'unknown';
};

const selectors = new WeakMap<StackResource, Selector>();

function takes(trail: StackResource, props: object, recording: Recording): Truth {
  const selector = selectors.get(trail) ?? selectorOf(props);
  selectors.set(trail, selector);
  return selector(recording);
}

/** Whether a trail records accesses to all objects of a bucket. */
export function records(graph: Graph, trail: StackResource, bucket: StackResource, recording: Recording): Truth {
  const { props } = graph.inputsOf(trail);
  const selected = takes(trail, props, recording);
  if (selected === 'no') return 'no';
  const logging = read(props, 'enableLogging');
  return all(
    selected,
    inSight(graph, trail, bucket),
    logging.state === 'unknown' ? 'unknown' : truth.of(logging.value !== false),
  );
}

const isEmpty = (list: Reading<Reading[]>): boolean =>
  list.state === 'absent' || (list.state === 'known' && list.value.length === 0);

/** Whether a field of an advanced selector is of that name, and what is asked of its values holds. */
const anyField = (props: object, selector: Path, name: string, holds: (equals: Reading<Reading[]>) => Truth): Truth =>
  someOf(readList(props, ...selector), (_, field) =>
    all(
      says(read(props, ...selector, field, 'field'), (given) => given === name),
      holds(readList(props, ...selector, field, 'equals')),
    ),
  );

/**
 * Whether a trail records what is done to resources themselves. One without selectors records all of it, and nothing else.
 *
 * Source: CloudTrail API Reference, EventSelector and AdvancedFieldSelector.
 * @param access what of it has to be recorded. @default any of it
 */
export function recordsManagement(props: object, access?: Access): Truth {
  const [basic, advanced] = [readList(props, 'eventSelectors'), readList(props, 'advancedEventSelectors')];
  if ([basic, advanced].every(isEmpty)) return 'yes';
  const takesBasic = someOf(basic, (_, index) => {
    const included = read(props, 'eventSelectors', index, 'includeManagementEvents');
    return all(
      included.state === 'unknown' ? 'unknown' : truth.of(included.value !== false),
      access === undefined ? 'yes' : isOfType(read(props, 'eventSelectors', index, 'readWriteType'), access),
    );
  });
  const takesAdvanced = someOf(advanced, (_, index) => {
    const selector = ['advancedEventSelectors', index, 'fieldSelectors'];
    return all(
      anyField(props, selector, 'eventCategory', (equals) =>
        someOf(equals, (value) => says(value, (one) => one === 'Management')),
      ),
      access === undefined
        ? 'yes'
        : truth.not(anyField(props, selector, 'readOnly', (equals) => truth.not(isReadOnly(equals, access)))),
    );
  });
  return truth.some([takesBasic, takesAdvanced], (one) => one);
}
