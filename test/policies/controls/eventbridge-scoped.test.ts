import { objectionsBy } from '../said';
import { UNKNOWN_TEXT, type Given } from '../stack';

const queue = (name: string): Given => ({
  type: 'aws:sqs/queue:Queue',
  name,
  inputs: { name: `gl-${name}` },
  computed: { arn: UNKNOWN_TEXT, url: UNKNOWN_TEXT, policy: UNKNOWN_TEXT },
});

describe('a target whose dead letters go to a queue that is not known', () => {
  const said = (arn: string, to: string[], dead: string[]): Promise<string[]> =>
    objectionsBy('eventbridge-scoped', [
      queue('events'),
      queue('dead'),
      {
        type: 'aws:cloudwatch/eventTarget:EventTarget',
        name: 'target',
        inputs: { rule: 'gl-events', arn, deadLetterConfig: { arn: UNKNOWN_TEXT } },
        dependsOn: { arn: to, deadLetterConfig: dead },
      },
    ]);

  test('fails where it sends to the same queue', async () => {
    expect(await said(UNKNOWN_TEXT, ['events'], ['events'])).toEqual([
      'target-graph fail: What could not be delivered is sent to the same queue again (deadLetterConfig.arn)',
    ]);
  });

  test.each<[says: string, arn: string, to: string[], dead: string[]]>([
    ['it sends to another queue', UNKNOWN_TEXT, ['events'], ['dead']],
    ['it sends to a queue that is known', 'arn:aws:sqs:eu-west-1:111122223333:gl-events', ['events'], ['events']],
    ['it may send to another one of two queues', UNKNOWN_TEXT, ['events', 'dead'], ['events']],
    ['its dead letters may go to another one of two queues', UNKNOWN_TEXT, ['events'], ['events', 'dead']],
  ])('passes where %s', async (_, arn, to, dead) => {
    expect(await said(arn, to, dead)).toEqual([]);
  });
});
