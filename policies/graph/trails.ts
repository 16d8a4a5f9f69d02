import { truth, type Truth } from '../document/truth';
import { asText, read, readList, type Reading } from '../reading/read';
import { all, noneOf, says, someOf } from '../reading/truths';
import type { StackResource } from '../control';
import type { Graph } from './graph';
import { regionOf } from './region';

/** Accesses to objects, as CloudTrail tells them apart. */
export type Access = 'reads' | 'writes';

/** What is asked of a trail: the objects of a bucket, and which value of a selector takes all of them. */
export interface Recording {
  bucketArn: string;
  access: Access;
  takesAll: (arn: string) => boolean;
}

const OBJECTS = 'AWS::S3::Object';
const ONLY: Readonly<Record<Access, string>> = { reads: 'ReadOnly', writes: 'WriteOnly' };
const READ_ONLY: Readonly<Record<Access, string>> = { reads: 'true', writes: 'false' };
type Path = readonly (string | number)[];

/** The partition says nothing of which bucket it is. */
const inPartition = (arn: string): string => arn.replace(/^arn:aws[a-z-]*:/, 'arn:aws:');

/** One of `eventSelectors`: the accesses of its type to the objects that its data resources begin. */
function basicRecords(props: object, selector: Path, { access, takesAll }: Recording): Truth {
  return all(
    says(read(props, ...selector, 'readWriteType'), (type) => type === 'All' || type === ONLY[access], 'yes'),
    someOf(readList(props, ...selector, 'dataResources'), (_, index) => {
      const resource = [...selector, 'dataResources', index];
      return all(
        says(read(props, ...resource, 'type'), (type) => type === OBJECTS),
        someOf(readList(props, ...resource, 'values'), (value) => says(value, (arn) => takesAll(inPartition(arn)))),
      );
    }),
  );
}

/** Operators that select are alternatives; each that leaves out takes its own away from them. */
function arnSelects(props: object, field: Path, { bucketArn, takesAll }: Recording): Truth {
  const objects = `${bucketArn}/`;
  const values = (operator: string) => readList(props, ...field, operator);
  const selecting = ['startsWiths', 'equals', 'endsWiths'].some((operator) => values(operator).state !== 'absent');
  return all(
    selecting ? someOf(values('startsWiths'), (value) => says(value, (arn) => takesAll(inPartition(arn)))) : 'yes',
    noneOf(values('notEquals'), (arn) => inPartition(arn).startsWith(objects)),
    noneOf(
      values('notStartsWiths'),
      (arn) => inPartition(arn).startsWith(objects) || objects.startsWith(inPartition(arn)),
    ),
    values('notEndsWiths').state === 'absent' ? 'yes' : 'no',
  );
}

/** One of `advancedEventSelectors`: what each of its fields lets through; a field that is none of these takes some away. */
function advancedRecords(props: object, selector: Path, recording: Recording): Truth {
  const fields = readList(props, ...selector, 'fieldSelectors');
  const place = (index: number): Path => [...selector, 'fieldSelectors', index];
  const equals = (index: number, wanted: string): Truth =>
    someOf(readList(props, ...place(index), 'equals'), (value) => says(value, (given) => given === wanted));
  const has = (name: string): Truth =>
    someOf(fields, (_, index) => says(read(props, ...place(index), 'field'), (given) => given === name));
  const narrows = (index: number): Truth => {
    const field = asText(read(props, ...place(index), 'field'));
    if (field.state === 'unknown') return 'unknown';
    if (field.value === 'eventCategory') return truth.not(equals(index, 'Data'));
    if (field.value === 'resources.type') return truth.not(equals(index, OBJECTS));
    if (field.value === 'readOnly') return truth.not(equals(index, READ_ONLY[recording.access]));
    if (field.value === 'resources.ARN') return truth.not(arnSelects(props, place(index), recording));
    return 'yes';
  };
  return all(has('eventCategory'), has('resources.type'), truth.not(someOf(fields, (_, index) => narrows(index))));
}

const inSight = (graph: Graph, trail: StackResource, bucket: StackResource): Truth => {
  const everywhere = read(graph.inputsOf(trail).props, 'isMultiRegionTrail');
  if (everywhere.state === 'known' && everywhere.value === true) return 'yes';
  const [here, there] = [regionOf(graph, trail), regionOf(graph, bucket)];
  const known = here.state !== 'unknown' && there.state !== 'unknown' && everywhere.state !== 'unknown';
  return known && here.state === there.state ? truth.of(here.value === there.value) : 'unknown';
};

/**
 * Whether a trail records accesses to all objects of a bucket.
 *
 * Source: CloudTrail User Guide, "Logging data events"; CloudTrail API Reference, DataResource and AdvancedFieldSelector.
 */
export function records(graph: Graph, trail: StackResource, bucket: StackResource, recording: Recording): Truth {
  const { props } = graph.inputsOf(trail);
  const logging = read(props, 'enableLogging');
  const selected = ([property, judge]: [string, typeof basicRecords]): Truth =>
    someOf(readList(props, property), (_, index) => judge(props, [property, index], recording));
  return all(
    inSight(graph, trail, bucket),
    logging.state === 'unknown' ? 'unknown' : truth.of(logging.value !== false),
    truth.some(
      [
        ['eventSelectors', basicRecords],
        ['advancedEventSelectors', advancedRecords],
      ],
      selected,
    ),
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
