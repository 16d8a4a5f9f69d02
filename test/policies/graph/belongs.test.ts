import type { StackResource } from '../../../policies/control';
import { belongsTo } from '../../../policies/graph/belongs';
import { graphOf } from '../../../policies/graph/graph';
import type { Reading } from '../../../policies/reading/read';
import { UNKNOWN_TEXT } from '../stack';
import { resourceOf, seenOf } from './resource';

const queue = (name: string): StackResource => resourceOf('aws:sqs/queue:Queue', name, {});
const [EVENTS, DEAD] = [queue('events'), queue('dead')];
const policy = (queueUrl: unknown, passed?: StackResource[]): StackResource =>
  resourceOf('aws:sqs/queuePolicy:QueuePolicy', 'policy', { queueUrl }, passed && { queueUrl: passed });

const URL: Reading = { state: 'known', value: 'https://sqs/gl-events' };
const NOT_KNOWN: Reading = { state: 'unknown', path: 'url' };
const belongs = (one: StackResource, value: Reading = URL, seen: StackResource[] = []) =>
  belongsTo(graphOf([one, EVENTS, DEAD], seenOf(...seen)), one, 'queueUrl', EVENTS, value);

describe('a resource belongs to another', () => {
  test('that was passed, whatever the values', () => {
    for (const value of [URL, NOT_KNOWN])
      for (const given of [UNKNOWN_TEXT, 'https://sqs/gl-dead', undefined]) {
        expect(belongs(policy(given, [EVENTS]), value)).toBe(true);
        expect(belongs(policy(given, [DEAD, EVENTS]), value)).toBe(true);
      }
    for (const given of [UNKNOWN_TEXT, 'https://sqs/gl-events', undefined])
      expect(belongs(policy(given, [DEAD]))).toBe(false);
  });

  test('that has the value, where none was passed', () => {
    for (const passed of [undefined, []]) {
      expect(belongs(policy('https://sqs/gl-events', passed))).toBe(true);
      expect(belongs(policy('https://sqs/gl-dead', passed))).toBe(false);
    }
  });

  test('by the value that was seen', () => {
    expect(belongs(policy(UNKNOWN_TEXT), URL, [policy('https://sqs/gl-events')])).toBe(true);
  });

  test('or not, which is not known while one of the two values is not', () => {
    expect(belongs(policy(UNKNOWN_TEXT))).toBeUndefined();
    expect(belongs(policy(undefined))).toBeUndefined();
    expect(belongs(policy('https://sqs/gl-events'), NOT_KNOWN)).toBeUndefined();
    expect(belongs(policy('https://sqs/gl-events'), { state: 'absent' })).toBeUndefined();
    expect(belongs(policy(undefined), { state: 'absent' })).toBeUndefined();
  });
});
