import type { StackResource } from '../../../policies/control';
import { graphOf } from '../../../policies/graph/graph';
import type { Recording } from '../../../policies/graph/selectors';
import { records, recordsManagement } from '../../../policies/graph/trails';
import { UNKNOWN_TEXT } from '../stack';
import { resourceOf } from './resource';

const RECORDING: Recording = {
  bucketArn: 'arn:aws:s3:::gl-home',
  access: 'writes',
  takesAll: (arn) => arn === 'arn:aws:s3:::gl-home/',
};
const selecting = (value: string, more: object = {}) => [
  { readWriteType: 'All', dataResources: [{ type: 'AWS::S3::Object', values: [value] }], ...more },
];
const OBJECTS = selecting('arn:aws:s3:::gl-home/');

function recordsOf(props: object, region: string | null = 'eu-west-1') {
  const trail = resourceOf('aws:cloudtrail/trail:Trail', 'trail', {
    region: 'eu-west-1',
    eventSelectors: OBJECTS,
    ...props,
  });
  const bucket = resourceOf('aws:s3/bucket:Bucket', 'home', { bucket: 'gl-home', region });
  const resources: StackResource[] = [trail, bucket];
  return records(graphOf(resources, new Map()), trail, bucket, RECORDING);
}

describe('a trail', () => {
  test('records the objects of a bucket of its region', () => {
    expect(recordsOf({})).toBe('yes');
    expect(recordsOf({ enableLogging: true })).toBe('yes');
    expect(recordsOf({}, 'us-east-1')).toBe('no');
  });

  test('records those of every region where it is of all of them', () => {
    expect(recordsOf({ isMultiRegionTrail: true }, 'us-east-1')).toBe('yes');
    expect(recordsOf({ isMultiRegionTrail: true }, UNKNOWN_TEXT)).toBe('yes');
    expect(recordsOf({ isMultiRegionTrail: false }, 'us-east-1')).toBe('no');
    expect(recordsOf({ isMultiRegionTrail: UNKNOWN_TEXT }, 'us-east-1')).toBe('unknown');
  });

  test('may record them while a region is not known', () => {
    expect(recordsOf({}, UNKNOWN_TEXT)).toBe('unknown');
    expect(recordsOf({ region: UNKNOWN_TEXT })).toBe('unknown');
    expect(recordsOf({ region: UNKNOWN_TEXT }, UNKNOWN_TEXT)).toBe('unknown');
  });

  test('records them where neither says a region, and may where one does not', () => {
    expect(recordsOf({ region: null }, null)).toBe('yes');
    expect([recordsOf({ region: null }), recordsOf({}, null)]).toEqual(['unknown', 'unknown']);
  });

  test('records none that its selectors do not take, and none while it does not log', () => {
    expect(recordsOf({ eventSelectors: selecting('arn:aws:s3:::gl-other/') })).toBe('no');
    expect(recordsOf({ eventSelectors: selecting('arn:aws:s3:::gl-other/'), enableLogging: UNKNOWN_TEXT })).toBe('no');
    expect(recordsOf({ enableLogging: false })).toBe('no');
    expect(recordsOf({ enableLogging: UNKNOWN_TEXT })).toBe('unknown');
  });
});

describe('what is done to resources themselves', () => {
  const field = (name: unknown, ...equals: unknown[]) => ({ field: name, equals });
  const advanced = (...fieldSelectors: object[]) => ({ advancedEventSelectors: [{ fieldSelectors }] });

  test.each<[string, object, string]>([
    ['no selectors', {}, 'yes'],
    ['empty lists of selectors', { eventSelectors: [], advancedEventSelectors: [] }, 'yes'],
    ['a selector of objects', { eventSelectors: OBJECTS }, 'yes'],
    ['one that leaves it out', { eventSelectors: selecting('*', { includeManagementEvents: false }) }, 'no'],
    [
      'two, one of which leaves it out',
      { eventSelectors: [...selecting('*', { includeManagementEvents: false }), ...OBJECTS] },
      'yes',
    ],
    ['an advanced selector of it', advanced(field('eventCategory', 'Management')), 'yes'],
    [
      'one of it among others',
      advanced(field('readOnly', 'true'), field('eventCategory', 'Data', 'Management')),
      'yes',
    ],
    ['one of data', advanced(field('eventCategory', 'Data')), 'no'],
    ['one whose other field says so', advanced(field('resources.type', 'Management')), 'no'],
  ])('is recorded by %s as it says', (_what, props, said) => {
    expect(recordsManagement(resourceOf('aws:cloudtrail/trail:Trail', 'trail', props).props)).toBe(said);
  });

  test.each<[string, object]>([
    ['selectors', { eventSelectors: UNKNOWN_TEXT }],
    ['a choice', { eventSelectors: selecting('*', { includeManagementEvents: UNKNOWN_TEXT }) }],
    ['advanced selectors', { advancedEventSelectors: UNKNOWN_TEXT }],
    ['a field', advanced(field(UNKNOWN_TEXT, 'Management'))],
    ['a value of a field', advanced(field('eventCategory', UNKNOWN_TEXT))],
  ])('may be recorded where it is not known yet: %s', (_what, props) => {
    expect(recordsManagement(resourceOf('aws:cloudtrail/trail:Trail', 'trail', props).props)).toBe('unknown');
  });

  const access = (props: object) => {
    const { props: given } = resourceOf('aws:cloudtrail/trail:Trail', 'trail', props);
    return [recordsManagement(given, 'reads'), recordsManagement(given, 'writes')];
  };
  const basic = (readWriteType: unknown, includeManagementEvents: unknown = true) => ({
    readWriteType,
    includeManagementEvents,
  });
  const MANAGEMENT = field('eventCategory', 'Management');

  test.each<[string, object, string[]]>([
    ['no selectors', {}, ['yes', 'yes']],
    ['a selector of all', { eventSelectors: [basic('All')] }, ['yes', 'yes']],
    ['one that does not say', { eventSelectors: [{}] }, ['yes', 'yes']],
    ['one of reads', { eventSelectors: [basic('ReadOnly')] }, ['yes', 'no']],
    ['one of writes', { eventSelectors: [basic('WriteOnly')] }, ['no', 'yes']],
    ['one of each', { eventSelectors: [basic('ReadOnly'), basic('WriteOnly')] }, ['yes', 'yes']],
    ['one of reads, all data', { eventSelectors: [basic('ReadOnly'), basic('All', false)] }, ['yes', 'no']],
    ['one that may be of reads', { eventSelectors: [basic(UNKNOWN_TEXT)] }, ['unknown', 'unknown']],
    ['one of reads that may be', { eventSelectors: [basic('ReadOnly', UNKNOWN_TEXT)] }, ['unknown', 'no']],
    ['an advanced one', advanced(MANAGEMENT), ['yes', 'yes']],
    ['an advanced one of reads', advanced(MANAGEMENT, field('readOnly', 'true')), ['yes', 'no']],
    ['an advanced one of writes', advanced(field('readOnly', 'false'), MANAGEMENT), ['no', 'yes']],
    ['an advanced one of both', advanced(MANAGEMENT, field('readOnly', 'true', 'false')), ['yes', 'yes']],
    ['an advanced one that may be', advanced(MANAGEMENT, field('readOnly', UNKNOWN_TEXT)), ['unknown', 'unknown']],
    ['an advanced one of a field that may be', advanced(MANAGEMENT, field(UNKNOWN_TEXT, 'true')), ['yes', 'unknown']],
    ['an advanced one of data', advanced(field('eventCategory', 'Data')), ['no', 'no']],
  ])('is recorded, reads and writes, by %s as it says', (_what, props, said) => {
    expect(access(props)).toEqual(said);
  });
});
