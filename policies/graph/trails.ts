import { truth, type Truth } from '../document/truth';
import { read, readList, type Reading } from '../reading/read';
import { all, says, someOf } from '../reading/truths';
import type { StackResource } from '../control';
import type { Graph } from './graph';
import { regionOf } from './region';
import { selectorOf, type Recording, type Selector } from './selectors';

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

/**
 * Whether a trail records what is done to resources themselves. One without selectors records all of it, and nothing else.
 *
 * Source: CloudTrail API Reference, EventSelector.
 */
export function recordsManagement(props: object): Truth {
  const [basic, advanced] = [readList(props, 'eventSelectors'), readList(props, 'advancedEventSelectors')];
  if ([basic, advanced].every(isEmpty)) return 'yes';
  return truth.some(
    [
      someOf(basic, (_, index) => {
        const included = read(props, 'eventSelectors', index, 'includeManagementEvents');
        return included.state === 'unknown' ? 'unknown' : truth.of(included.value !== false);
      }),
      someOf(advanced, (_, index) => {
        const selector = ['advancedEventSelectors', index, 'fieldSelectors'];
        return someOf(readList(props, ...selector), (_field, field) =>
          all(
            says(read(props, ...selector, field, 'field'), (name) => name === 'eventCategory'),
            someOf(readList(props, ...selector, field, 'equals'), (value) =>
              says(value, (one) => one === 'Management'),
            ),
          ),
        );
      }),
    ],
    (one) => one,
  );
}
