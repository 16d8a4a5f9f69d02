import { saidBy } from '../said';
import { UNKNOWN_TEXT, type Given } from '../stack';

const CONTROL = 'sqs-queue-tls-and-scoped-policy';
const urlOf = (name: string): string => `https://sqs.eu-west-1.amazonaws.com/111122223333/${name}`;
const queue = (name: string, url: string = urlOf(name)): Given => ({
  type: 'aws:sqs/queue:Queue',
  name,
  inputs: { name },
  computed: { url, policy: UNKNOWN_TEXT },
});
const policyOf = (queueUrl: string): Given => ({
  type: 'aws:sqs/queuePolicy:QueuePolicy',
  name: 'policy',
  inputs: { queueUrl, policy: '{}' },
});
const NONE = 'fail: No policy belongs to this queue, so nothing denies plain HTTP (policy)';
const OPEN = 'unverifiable: which queue a QueuePolicy belongs to';

describe('a QueuePolicy', () => {
  test.each<[says: string, policy: string, url: string | undefined, said: string]>([
    ['belongs to the queue of its URL', urlOf('events'), undefined, 'pass'],
    ['belongs to no queue of another URL', urlOf('elsewhere'), undefined, NONE],
    ['belongs to some queue while its URL is not known', UNKNOWN_TEXT, undefined, OPEN],
    ['belongs to some queue while the URL of the queue is not known', urlOf('events'), UNKNOWN_TEXT, OPEN],
  ])('%s', async (_, policy, url, said) => {
    const lines = await saidBy(CONTROL, [queue('events', url), policyOf(policy)]);
    expect(lines.filter((line) => line.startsWith('events-'))).toEqual([`events-present ${said}`]);
  });
});

describe('a policy that asks for more than can be tried', () => {
  test('is refused for good, since nothing more will be known of it', async () => {
    const keys = Array.from({ length: 20 }, (_, index) => [`aws:RequestTag/key-${index}`, ['one', 'two']]);
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Resource: '*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' }, StringEquals: Object.fromEntries(keys) as object },
        },
      ],
    };
    const given: Given = { type: 'aws:sqs/queue:Queue', name: 'events', inputs: { name: 'events', policy } };
    expect(await saidBy(CONTROL, [given])).toContain(
      'events unverifiable for good: whether a request without TLS is denied by the policy (policy.statement 0)',
    );
  });
});
