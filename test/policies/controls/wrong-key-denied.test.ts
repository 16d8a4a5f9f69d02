import { edited } from '../fixtures/fixture';
import { fixtures } from '../fixtures/s3-wrong-key-denied';
import { saidBy } from '../said';
import { UNKNOWN_TEXT } from '../stack';

const RULE = ['home-encryption', 'rules', 0, 'applyServerSideEncryptionByDefault', 'kmsMasterKeyId'] as const;
const HEADER = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/0d0e0f00-0000-4000-8000-00000000000';

/** What is said of a bucket under a key that its policy does not name so, where some keys get through. */
async function saidOf(key: string, Condition: object): Promise<string[]> {
  const named = edited(fixtures.forms['sibling']!.base(false), { set: RULE, to: key });
  const given = edited(named, { set: ['home-policy', 'policy', 'Statement', 3, 'Condition'], to: Condition });
  return (await saidBy('s3-wrong-key-denied', given)).filter((line) => line.startsWith('home-'));
}
const REFUSED = "home-graph fail: An upload under another key than the bucket's own is not denied (policy)";

describe.each([
  ['an alias', 'alias/gl'],
  ['a name that is not known', UNKNOWN_TEXT],
])('a bucket whose key has %s', (_, key) => {
  test('is left at a policy that lets one key through', async () => {
    expect(await saidOf(key, { StringNotEquals: { [HEADER]: `${ARN}1` } })).toEqual(['home-graph pass']);
  });

  test('is refused with one that lets two through, since one of them is another', async () => {
    expect(await saidOf(key, { StringNotEquals: { [HEADER]: [`${ARN}1`, `${ARN}2`] } })).toEqual([REFUSED]);
  });

  test('is refused with one that lets a pattern of keys through', async () => {
    expect(await saidOf(key, { StringNotLike: { [HEADER]: `${ARN}?` } })).toEqual([REFUSED]);
  });
});

describe('a bucket that denies uploads under another key', () => {
  const others = { StringNotEquals: { [HEADER]: `${ARN}1` } };

  test('may do so in requests by TLS alone, as all are that get through', async () => {
    const byTls = { ...others, Bool: { 'aws:SecureTransport': 'true' } };
    expect(await saidOf(`${ARN}1`, byTls)).toEqual(['home-graph pass']);
    const byNewTls = { ...others, NumericGreaterThanEquals: { 's3:TlsVersion': '1.2' } };
    expect(await saidOf(`${ARN}1`, byNewTls)).toEqual(['home-graph pass']);
    expect(await saidOf(`${ARN}1`, { ...others, Bool: { 'aws:SecureTransport': 'false' } })).toHaveLength(1);
  });

  test('denies keys of elsewhere, not only such as are named', async () => {
    expect(await saidOf(`${ARN}1`, others)).toEqual(['home-graph pass']);
    const elsewhere = { ...others, StringLike: { [HEADER]: 'arn:aws:kms:eu-west-1:*' } };
    expect(await saidOf(`${ARN}1`, elsewhere)).toHaveLength(1);
    expect(await saidOf(`${ARN}1`, elsewhere)).not.toEqual(['home-graph pass']);
  });
});
