import { edited, type Edit } from '../fixtures/fixture';
import { saidBy } from '../said';
import { siblingStack, type Given } from '../stack';

const CONTROL = 's3-bucket-upload-encryption';
const INVENTORY: Given = {
  type: 'aws:s3/inventory:Inventory',
  name: 'inventory',
  inputs: { bucket: 'gl-home', destination: { bucket: { bucketArn: 'arn:aws:s3:::gl-replica' } } },
};
const said = async (edits: readonly Edit[], parameters = {}): Promise<string[]> =>
  (await saidBy(CONTROL, edits.reduce<readonly Given[]>(edited, siblingStack()), parameters)).filter((line) =>
    /^(replica|trails|logs)(-policy)?(-present)? /.test(line),
  );
const lets = (Service: string): Edit => ({
  set: ['replica-policy', 'policy', 'Statement', 3],
  to: { Effect: 'Allow', Principal: { Service }, Action: 's3:PutObject', Resource: 'arn:aws:s3:::gl-replica/*' },
});
const NAMED: Edit = { set: ['replica-policy', 'bucket'], to: 'gl-replica' };
const HEADERLESS: Edit = { drop: ['replica-policy', 'policy', 'Statement', 1] };
const REFUSED =
  'An upload without encryption, or with another one than is accepted, is not denied: s3:PutObject on its objects by an anonymous caller (policy.statement 0)';

describe('a bucket that AWS delivers to', () => {
  test('needs no denial where a bucket of logs, of a trail or of inventories has no policy at all', async () => {
    const none: Edit[] = [{ drop: ['logs', 'policy'] }, { drop: ['trails', 'policy'] }];
    const lines = await said([...none, { drop: ['replica-policy'] }, { add: INVENTORY }]);
    for (const bucket of ['logs', 'trails', 'replica'])
      expect(lines).toContain(`${bucket}-present not applicable: AWS delivers to this bucket`);
  });

  test('is one to the graph, which knows what is delivered', async () => {
    for (const service of ['s3.amazonaws.com', 'logging.s3.amazonaws.com', 'cloudtrail.amazonaws.com']) {
      const lines = await said([NAMED, lets(service), HEADERLESS, { add: INVENTORY }]);
      expect(lines).toContain(
        'replica-policy deferred: its policy lets an AWS service deliver: whether one does, the graph says',
      );
      expect(lines).toContain('replica-policy-present not applicable: an inventory is delivered to this bucket');
    }
  });

  test('is none for a service that is let in and delivers nothing', async () => {
    const lines = await said([NAMED, lets('s3.amazonaws.com'), HEADERLESS]);
    expect(lines.filter((line) => line.startsWith('replica-policy-present fail'))).toHaveLength(1);
    expect(await said([NAMED, lets('ec2.amazonaws.com'), HEADERLESS])).toContain(`replica-policy fail: ${REFUSED}`);
  });

  test('needs a denial of what nobody asks for, where any is accepted and a header may be missing', async () => {
    const every = { mode: 'allow-default' };
    expect(await said([{ drop: ['replica-policy'] }], every)).toContain('replica-present pass');
    expect(await said([{ drop: ['replica-policy'] }], { ...every, accepted: ['aws:kms'] })).toContain(
      'replica-present fail: No bucket policy belongs to this bucket, so nothing denies such uploads',
    );
  });
});

describe('a denial of uploads', () => {
  const HEADER = 's3:x-amz-server-side-encryption';
  const denying = async (Condition: object, parameters = {}): Promise<string[]> => {
    const denial = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::gl-replica/*' };
    const edits: Edit[] = [NAMED, { set: ['replica-policy', 'policy', 'Statement'], to: [{ ...denial, Condition }] }];
    const lines = await said(edits, parameters);
    return lines.filter((line) => line.startsWith('replica-policy '));
  };
  const ACCEPTED = { StringNotEquals: { [HEADER]: ['AES256', 'aws:kms', 'aws:kms:dsse'] } };

  test('may be of those by TLS alone, as all are that get through', async () => {
    expect(await denying(ACCEPTED)).toEqual(['replica-policy pass']);
    expect(await denying({ ...ACCEPTED, Bool: { 'aws:SecureTransport': 'true' } })).toEqual(['replica-policy pass']);
    expect(await denying({ ...ACCEPTED, NumericGreaterThanEquals: { 's3:TlsVersion': '1.2' } })).toEqual([
      'replica-policy pass',
    ]);
    expect(await denying({ ...ACCEPTED, Bool: { 'aws:SecureTransport': 'false' } })).toEqual([
      `replica-policy fail: ${REFUSED}`,
    ]);
  });

  test('is one of whatever S3 does not know, too', async () => {
    expect(await denying({ StringNotLike: { [HEADER]: '?*' } })).toEqual([`replica-policy fail: ${REFUSED}`]);
  });

  test.each<[accepted: string[], isRefused: boolean]>([
    [['AES256'], true],
    [['aws:kms', 'aws:kms:dsse'], false],
    [['aws:kms'], true],
    [['aws:kms:dsse'], true],
  ])('of those without a key leaves what may have one, of which %j is accepted', async (accepted, isRefused) => {
    const [line] = await denying({ Null: { [`${HEADER}-aws-kms-key-id`]: 'true' } }, { accepted });
    expect(line).toMatch(isRefused ? / fail: .*hangs on 1 more condition key/ : / pass$/);
  });
});
