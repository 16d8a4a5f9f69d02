import { isOfType, isReadOnly, selectorOf, type Access, type Recording } from '../../../policies/graph/selectors';
import { readList, type Reading } from '../../../policies/reading/read';
import { UNKNOWN_TEXT } from '../stack';
import { unknownCheckingProxy } from '../unknown';

const BUCKET = 'arn:aws:s3:::gl-home';
const recording = (access: Access): Recording => ({
  bucketArn: BUCKET,
  access,
  takesAll: (arn) => arn === `${BUCKET}/`,
});
/** What is said of the objects of the bucket, of reads and of writes. */
const takes = (props: object) => {
  const selector = selectorOf(unknownCheckingProxy(props));
  return [selector(recording('reads')), selector(recording('writes'))];
};
const BOTH = ['yes', 'yes'];
const NEITHER = ['no', 'no'];
const OPEN = ['unknown', 'unknown'];

describe('a type of accesses', () => {
  const isOf = (type: Reading) => [isOfType(type, 'reads'), isOfType(type, 'writes')];

  test.each<[unknown, string[]]>([
    ['All', BOTH],
    ['ReadOnly', ['yes', 'no']],
    ['WriteOnly', ['no', 'yes']],
    ['', NEITHER],
    [7, NEITHER],
  ])('takes what it says: %j', (value, said) => {
    expect(isOf({ state: 'known', value })).toEqual(said);
  });

  test('takes all where none is given, and may while it is not known', () => {
    expect(isOf({ state: 'absent' })).toEqual(BOTH);
    expect(isOf({ state: 'unknown', path: 'readWriteType' })).toEqual(OPEN);
  });
});

test.each<[unknown, string[]]>([
  [['true'], ['yes', 'no']],
  [['false'], ['no', 'yes']],
  [['true', 'false'], BOTH],
  [[true], NEITHER],
  [[''], NEITHER],
  [[], NEITHER],
  [undefined, NEITHER],
  [UNKNOWN_TEXT, OPEN],
  [
    [UNKNOWN_TEXT, 'true'],
    ['yes', 'unknown'],
  ],
])('whether accesses read only is as its values say: %j', (readOnly, said) => {
  const values = readList(unknownCheckingProxy({ readOnly }), 'readOnly');
  expect([isReadOnly(values, 'reads'), isReadOnly(values, 'writes')]).toEqual(said);
});

describe('a selector of events', () => {
  const data = (values: unknown, type: unknown = 'AWS::S3::Object') => ({ type, values });
  const OBJECTS = data([`${BUCKET}/`]);
  const basic = (dataResources: unknown, readWriteType: unknown = 'All') => ({
    eventSelectors: [{ readWriteType, dataResources }],
  });

  test.each<[string, object, string[]]>([
    ['objects of the bucket', basic([OBJECTS]), BOTH],
    ['them without a type of accesses', { eventSelectors: [{ dataResources: [OBJECTS] }] }, BOTH],
    ['their reads', basic([OBJECTS], 'ReadOnly'), ['yes', 'no']],
    ['their writes', basic([OBJECTS], 'WriteOnly'), ['no', 'yes']],
    ['them in another partition', basic([data(['arn:aws-cn:s3:::gl-home/'])]), BOTH],
    ['them after others', basic([data(['arn:aws:s3:::gl-other/', `${BUCKET}/`])]), BOTH],
    ['them in a second list', basic([data(['arn:aws:s3:::gl-other/']), OBJECTS]), BOTH],
    ['those of another bucket', basic([data(['arn:aws:s3:::gl-other/'])]), NEITHER],
    ['what no ARN of AWS begins', basic([data(['arn:gl:s3:::gl-home/', `of-${BUCKET}/`])]), NEITHER],
    ['functions', basic([data([`${BUCKET}/`], 'AWS::Lambda::Function')]), NEITHER],
    [
      'objects and functions, each of its own',
      basic([data([`${BUCKET}/`], 'AWS::Lambda::Function'), data([])]),
      NEITHER,
    ],
    ['values that are no text', basic([data([7])]), NEITHER],
    ['no values', basic([data(undefined)]), NEITHER],
    ['no type', basic([{ values: [`${BUCKET}/`] }]), NEITHER],
    ['nothing', basic([]), NEITHER],
    ['no data', basic(undefined), NEITHER],
    [
      'reads, and writes in another one',
      {
        eventSelectors: [
          ...basic([OBJECTS], 'ReadOnly').eventSelectors,
          ...basic([OBJECTS], 'WriteOnly').eventSelectors,
        ],
      },
      BOTH,
    ],
  ])('takes what it names: %s', (_, props, said) => {
    expect(takes(props)).toEqual(said);
  });

  test.each<[string, object, string[]]>([
    ['the selectors', { eventSelectors: UNKNOWN_TEXT }, OPEN],
    ['a selector', { eventSelectors: [UNKNOWN_TEXT] }, OPEN],
    [
      'a selector, where another one takes reads',
      { eventSelectors: [UNKNOWN_TEXT, ...basic([OBJECTS], 'ReadOnly').eventSelectors] },
      ['yes', 'unknown'],
    ],
    ['the type of accesses', basic([OBJECTS], UNKNOWN_TEXT), OPEN],
    ['the data', basic(UNKNOWN_TEXT), OPEN],
    ['the data of reads', basic(UNKNOWN_TEXT, 'ReadOnly'), ['unknown', 'no']],
    ['an element of the data', basic([UNKNOWN_TEXT]), OPEN],
    ['the type of the data', basic([data([`${BUCKET}/`], UNKNOWN_TEXT)]), OPEN],
    ['the values', basic([data(UNKNOWN_TEXT)]), OPEN],
    ['a value', basic([data([UNKNOWN_TEXT])]), OPEN],
    ['the type of data of another bucket', basic([data(['arn:aws:s3:::gl-other/'], UNKNOWN_TEXT)]), NEITHER],
  ])('may take them while it is not known: %s', (_, props, said) => {
    expect(takes(props)).toEqual(said);
  });
});

describe('an advanced selector of events', () => {
  const field = (name: unknown, more: object) => ({ field: name, ...more });
  const DATA = field('eventCategory', { equals: ['Data'] });
  const OBJECTS = field('resources.type', { equals: ['AWS::S3::Object'] });
  const advanced = (...fieldSelectors: unknown[]) => ({ advancedEventSelectors: [{ fieldSelectors }] });
  const and = (...fields: unknown[]) => advanced(DATA, OBJECTS, ...fields);
  const arns = (more: object) => and(field('resources.ARN', more));

  test.each<[string, object, string[]]>([
    ['all objects', and(), BOTH],
    ['them in any order', advanced(OBJECTS, DATA), BOTH],
    ['data of any type', advanced(DATA), NEITHER],
    ['objects of any category', advanced(OBJECTS), NEITHER],
    ['reads of any type of data', advanced(DATA, field('readOnly', { equals: ['true'] })), NEITHER],
    ['reads of objects of any category', advanced(OBJECTS, field('readOnly', { equals: ['true'] })), NEITHER],
    ['no fields', advanced(), NEITHER],
    ['nothing', { advancedEventSelectors: [{}] }, NEITHER],
    ['what is done to resources', advanced(field('eventCategory', { equals: ['Management'] }), OBJECTS), NEITHER],
    ['data among others', advanced(field('eventCategory', { equals: ['Management', 'Data'] }), OBJECTS), BOTH],
    ['no value of a category', advanced(field('eventCategory', {}), OBJECTS), NEITHER],
    ['functions', advanced(DATA, field('resources.type', { equals: ['AWS::Lambda::Function'] })), NEITHER],
    [
      'objects but for a second field of types',
      and(field('resources.type', { equals: ['AWS::Lambda::Function'] })),
      NEITHER,
    ],
    ['reads', and(field('readOnly', { equals: ['true'] })), ['yes', 'no']],
    ['writes', and(field('readOnly', { equals: ['false'] })), ['no', 'yes']],
    ['some names of events', and(field('eventName', { equals: ['PutObject'] })), NEITHER],
    ['a field without a name', and({ equals: ['Data'] }), NEITHER],
    ['a field whose name is no text', and(field(7, { equals: ['Data'] })), NEITHER],
    [
      'reads, and writes in another one',
      {
        advancedEventSelectors: [
          ...and(field('readOnly', { equals: ['true'] })).advancedEventSelectors,
          ...and(field('readOnly', { equals: ['false'] })).advancedEventSelectors,
        ],
      },
      BOTH,
    ],
  ])('takes what all of its fields let through: %s', (_, props, said) => {
    expect(takes(props)).toEqual(said);
  });

  test.each<[object, string[]]>([
    [{}, BOTH],
    [{ startsWiths: [`${BUCKET}/`] }, BOTH],
    [{ startsWiths: ['arn:aws-us-gov:s3:::gl-home/'] }, BOTH],
    [{ startsWiths: ['arn:aws:s3:::gl-other/', `${BUCKET}/`] }, BOTH],
    [{ startsWiths: ['arn:aws:s3:::gl-other/'] }, NEITHER],
    [{ startsWiths: [] }, NEITHER],
    [{ startsWiths: [7] }, NEITHER],
    [{ equals: [`${BUCKET}/`] }, NEITHER],
    [{ endsWiths: ['/'] }, NEITHER],
    [{ equals: [`${BUCKET}/a`], startsWiths: [`${BUCKET}/`] }, BOTH],
    [{ endsWiths: ['/a'], startsWiths: [`${BUCKET}/`] }, BOTH],
    [{ notEndsWiths: ['/a'] }, NEITHER],
    [{ notEndsWiths: ['/a'], startsWiths: [`${BUCKET}/`] }, NEITHER],
    [{ notEquals: [`${BUCKET}/a`] }, NEITHER],
    [{ notEquals: ['arn:aws-cn:s3:::gl-home/a'] }, NEITHER],
    [{ notEquals: ['arn:aws:s3:::gl-other/a'] }, BOTH],
    [{ notEquals: [BUCKET] }, BOTH],
    [{ notStartsWiths: [`${BUCKET}/a`] }, NEITHER],
    [{ notStartsWiths: ['arn:aws-cn:s3:::gl-home/a'] }, NEITHER],
    [{ notStartsWiths: [`${BUCKET}/`] }, NEITHER],
    [{ notStartsWiths: ['arn:aws:s3:::gl-'] }, NEITHER],
    [{ notStartsWiths: ['arn:aws-cn:s3:::'] }, NEITHER],
    [{ notStartsWiths: ['arn:aws:s3:::gl-other/'] }, BOTH],
    [{ notStartsWiths: ['arn:aws:s3:::gl-other/', `${BUCKET}/a`] }, NEITHER],
    [{ startsWiths: [`${BUCKET}/`], notStartsWiths: ['arn:aws:s3:::gl-other/'], notEquals: [BUCKET] }, BOTH],
    [{ startsWiths: [`${BUCKET}/`], notStartsWiths: [`${BUCKET}/a`] }, NEITHER],
    [{ startsWiths: [`${BUCKET}/`], notEquals: [`${BUCKET}/a`] }, NEITHER],
  ])('takes of ARNs what is selected, without what is left out: %j', (more, said) => {
    expect(takes(arns(more))).toEqual(said);
  });

  test.each<[string, object, string[]]>([
    ['the selectors', { advancedEventSelectors: UNKNOWN_TEXT }, OPEN],
    ['a selector', { advancedEventSelectors: [UNKNOWN_TEXT] }, OPEN],
    ['its fields', { advancedEventSelectors: [{ fieldSelectors: UNKNOWN_TEXT }] }, OPEN],
    ['a field', and(UNKNOWN_TEXT), OPEN],
    ['the name of a field', and(field(UNKNOWN_TEXT, { equals: ['Data'] })), OPEN],
    [
      'the name of a field, where the category is missing',
      advanced(OBJECTS, field(UNKNOWN_TEXT, { equals: ['Data'] })),
      OPEN,
    ],
    ['the name of a field, where another one narrows', and(field(UNKNOWN_TEXT, {}), field('eventName', {})), NEITHER],
    ['the category', advanced(field('eventCategory', { equals: UNKNOWN_TEXT }), OBJECTS), OPEN],
    ['the type', advanced(DATA, field('resources.type', { equals: [UNKNOWN_TEXT] })), OPEN],
    ['the accesses', and(field('readOnly', { equals: [UNKNOWN_TEXT, 'true'] })), ['yes', 'unknown']],
    ['what is selected', arns({ startsWiths: UNKNOWN_TEXT }), OPEN],
    ['one that is selected', arns({ startsWiths: [UNKNOWN_TEXT] }), OPEN],
    ['one that is left out', arns({ notEquals: [UNKNOWN_TEXT] }), OPEN],
    ['one whose beginning is left out', arns({ notStartsWiths: [UNKNOWN_TEXT] }), OPEN],
    ['one that is left out of nothing', arns({ startsWiths: [], notEquals: [UNKNOWN_TEXT] }), NEITHER],
  ])('may take them while it is not known: %s', (_, props, said) => {
    expect(takes(props)).toEqual(said);
  });

  test('takes what a basic one beside it does not', () => {
    const basic = {
      eventSelectors: [
        { readWriteType: 'ReadOnly', dataResources: [{ type: 'AWS::S3::Object', values: [`${BUCKET}/`] }] },
      ],
    };
    expect(takes({ ...basic, ...and(field('readOnly', { equals: ['false'] })) })).toEqual(BOTH);
    expect(takes({ ...basic, advancedEventSelectors: UNKNOWN_TEXT })).toEqual(['yes', 'unknown']);
  });
});

test('a trail without selectors takes no objects', () => {
  for (const props of [{}, { eventSelectors: [], advancedEventSelectors: [] }]) expect(takes(props)).toEqual(NEITHER);
});

test('the partition of the bucket is that of AWS itself, as whoever asks has it', () => {
  const asked: string[] = [];
  const selector = selectorOf({
    eventSelectors: [{ dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws-iso-b:s3:::a/', 'b'] }] }],
  });
  expect(selector({ bucketArn: BUCKET, access: 'reads', takesAll: (arn) => asked.push(arn) < 0 })).toBe('no');
  expect(asked).toEqual(['arn:aws:s3:::a/', 'b']);
});
