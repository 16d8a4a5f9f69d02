import { truth, type Truth } from '../document/truth';
import { asText, read, readList, type Reading } from '../reading/read';
import { all, noneOf, says, someOf } from '../reading/truths';

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

/** Whether a `readWriteType` takes them. */
export const isOfType = (type: Reading, access: Access): Truth =>
  says(type, (value) => value === 'All' || value === ONLY[access], 'yes');

/** Whether the values of a field `readOnly` take them. */
export const isReadOnly = (values: Reading<Reading[]>, access: Access): Truth =>
  someOf(values, (value) => says(value, (given) => given === READ_ONLY[access]));

/** The partition says nothing of which bucket it is. */
const inPartition = (arn: string): string => arn.replace(/^arn:aws[a-z-]*:/, 'arn:aws:');

/** Whether it takes what is asked. Its properties were read before: it is asked of every bucket. */
export type Selector = (recording: Recording) => Truth;

/** Reads what is of interest of every element of a list, for whoever asks whether one of them is as it has to be. */
function anyOf<T>(list: Reading<Reading[]>, make: (index: number) => T): (test: (made: T) => Truth) => Truth {
  const made = list.state === 'known' ? list.value.map((_, index) => make(index)) : [];
  return (test) => someOf(list, (_, index) => test(made[index]!));
}

/** One of `eventSelectors`: the accesses of its type to the objects that its data resources begin. */
function basicSelector(props: object, path: Path): Selector {
  const type = read(props, ...path, 'readWriteType');
  const anyResource = anyOf(readList(props, ...path, 'dataResources'), (index) => ({
    type: read(props, ...path, 'dataResources', index, 'type'),
    values: readList(props, ...path, 'dataResources', index, 'values'),
  }));
  return ({ access, takesAll }) =>
    all(
      isOfType(type, access),
      anyResource((resource) =>
        all(
          says(resource.type, (value) => value === OBJECTS),
          someOf(resource.values, (value) => says(value, (arn) => takesAll(inPartition(arn)))),
        ),
      ),
    );
}

/** Operators that select are alternatives; each that leaves out takes its own away from them. */
function arnSelector(props: object, field: Path): Selector {
  const values = (operator: string) => readList(props, ...field, operator);
  const [startsWiths, notEquals, notStartsWiths] = ['startsWiths', 'notEquals', 'notStartsWiths'].map(values);
  const selecting = ['startsWiths', 'equals', 'endsWiths'].some((operator) => values(operator).state !== 'absent');
  const whole: Truth = values('notEndsWiths').state === 'absent' ? 'yes' : 'no';
  return ({ bucketArn, takesAll }) => {
    const objects = `${bucketArn}/`;
    return all(
      whole,
      selecting ? someOf(startsWiths!, (value) => says(value, (arn) => takesAll(inPartition(arn)))) : 'yes',
      noneOf(notEquals!, (arn) => inPartition(arn).startsWith(objects)),
      noneOf(notStartsWiths!, (arn) => inPartition(arn).startsWith(objects) || objects.startsWith(inPartition(arn))),
    );
  };
}

/** One of `advancedEventSelectors`: what each of its fields lets through; a field that is none of these takes some away. */
function advancedSelector(props: object, path: Path): Selector {
  const anyField = anyOf(readList(props, ...path, 'fieldSelectors'), (index) => {
    const field = [...path, 'fieldSelectors', index];
    const equals = readList(props, ...field, 'equals');
    return {
      name: asText(read(props, ...field, 'field')),
      equals: (wanted: string): Truth => someOf(equals, (value) => says(value, (given) => given === wanted)),
      selects: arnSelector(props, field),
    };
  });
  const has = (wanted: string): Truth => anyField(({ name }) => says(name, (given) => given === wanted));
  const isComplete = all(has('eventCategory'), has('resources.type'));
  return (recording) => {
    const narrows = anyField(({ name, equals, selects }) => {
      if (name.state === 'unknown') return 'unknown';
      if (name.value === 'eventCategory') return truth.not(equals('Data'));
      if (name.value === 'resources.type') return truth.not(equals(OBJECTS));
      if (name.value === 'readOnly') return truth.not(equals(READ_ONLY[recording.access]));
      if (name.value === 'resources.ARN') return truth.not(selects(recording));
      return 'yes';
    });
    return all(isComplete, truth.not(narrows));
  };
}

/**
 * What the selectors of a trail take, of both kinds.
 *
 * Source: CloudTrail User Guide, "Logging data events"; CloudTrail API Reference, DataResource and AdvancedFieldSelector.
 */
export function selectorOf(props: object): Selector {
  const ofKind = (property: string, make: typeof basicSelector): Selector => {
    const anySelector = anyOf(readList(props, property), (index) => make(props, [property, index]));
    return (recording) => anySelector((takes) => takes(recording));
  };
  const kinds = [ofKind('eventSelectors', basicSelector), ofKind('advancedEventSelectors', advancedSelector)];
  return (recording) => truth.some(kinds, (takes) => takes(recording));
}
