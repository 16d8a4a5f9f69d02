import { BUCKET_POLICY, parseDocument, type ParsedDocument } from '../../policies/document/parse';
import { grantOf, type Wanted } from '../../policies/grants';
import { UNKNOWN_TEXT } from './stack';
import { unknownCheckingProxy } from './unknown';

const ALLOW = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };

function documentOf(...statements: object[]): ParsedDocument {
  const value = unknownCheckingProxy({ Version: '2012-10-17', Statement: statements });
  const parsed = parseDocument({ state: 'known', value }, BUCKET_POLICY);
  if (parsed.state !== 'document') throw new Error(JSON.stringify(parsed));
  return parsed.document;
}

const WANTED: Wanted = {
  principal: { kind: 'anonymous' },
  actions: ['s3:PutObject', 's3:GetObject'],
  resources: ['arn:aws:s3:::b/key'],
  context: { 'aws:securetransport': ['true'], 'aws:sourcevpce': undefined },
};

/** So many keys that a value of each may or may not be in the request. */
const keys = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`aws:PrincipalTag/k${index}`, ['a', 'b', 'c']]));

describe('a request that somebody wants', () => {
  test('is granted by the statement that allows it, whichever of the requests it is', () => {
    const denial = { ...ALLOW, Effect: 'Deny', Action: 's3:PutObject' };
    expect(grantOf(documentOf(denial, { ...ALLOW, Action: 's3:*' }), WANTED)).toMatchObject({
      verdict: 'granted',
      request: { action: 's3:GetObject', resource: 'arn:aws:s3:::b/key' },
      statement: 1,
    });
  });

  test.each<[string, object[]]>([
    ['no statement', []],
    ['one about others', [{ ...ALLOW, Principal: { AWS: 'arn:aws:iam::111122223333:root' } }]],
    ['one about another action', [{ ...ALLOW, Action: 's3:DeleteObject' }]],
    ['one about another bucket', [{ ...ALLOW, Resource: 'arn:aws:s3:::c/*' }]],
    ['one that a Deny takes back', [ALLOW, { ...ALLOW, Effect: 'Deny' }]],
    [
      'one that a Deny takes back if it is met',
      [ALLOW, { ...ALLOW, Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    ],
    ['one for requests of another kind', [{ ...ALLOW, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }]],
    [
      'one for requests with what none has',
      [{ ...ALLOW, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }],
    ],
  ])('is not granted by %s', (_what, statements) => {
    expect(
      grantOf(documentOf(...statements, { ...ALLOW, Action: 's3:ListBucket', Resource: 'arn:aws:s3:::b' }), WANTED),
    ).toBeUndefined();
  });

  test('is granted under a condition on what may have any value, and under that it is not there', () => {
    for (const Condition of [
      { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
      { StringNotEquals: { 'aws:PrincipalTag/team': 'blue' } },
      { Null: { 'aws:PrincipalTag/team': 'true' } },
    ])
      expect(grantOf(documentOf({ ...ALLOW, Condition }), WANTED)).toMatchObject({ verdict: 'granted', statement: 0 });
  });

  test.each([
    { DateGreaterThan: { 'aws:CurrentTime': '2030-01-01' }, DateLessThan: { 'aws:CurrentTime': '2031-01-01' } },
    { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' }, NotIpAddress: { 'aws:SourceIp': '10.0.0.0/24' } },
    {
      IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
      NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/24', '10.255.0.0/16'] },
    },
    {
      StringLike: { 'aws:RequestedRegion': 'eu-*' },
      StringNotLike: { 'aws:RequestedRegion': ['eu-c*', 'eu-x*'] },
    },
  ])('is granted between what two conditions ask of one key: %j', (Condition) => {
    expect(grantOf(documentOf({ ...ALLOW, Condition }), WANTED)).toMatchObject({ verdict: 'granted' });
  });

  test('is granted where a variable makes the value that the request has, as long as one may be so', () => {
    const asks = (key: string, value: string) =>
      grantOf(documentOf({ ...ALLOW, Condition: { StringEquals: { [key]: value } } }), WANTED);
    expect(asks('aws:ResourceTag/team', '${aws:PrincipalTag/team}')).toMatchObject({ verdict: 'granted' });
    expect(asks('aws:ResourceTag/secure', '${aws:SecureTransport}')).toMatchObject({ verdict: 'granted' });
    expect(asks('aws:ResourceTag/endpoint', '${aws:SourceVpce}')).toBeUndefined();
    expect(asks('aws:ResourceAccount', '${aws:SecureTransport}')).toBeUndefined();
  });

  test('is not known while the effect is not, and a grant beside it is one', () => {
    const open = { ...ALLOW, Effect: UNKNOWN_TEXT };
    expect(grantOf(documentOf(open), WANTED)).toEqual({ verdict: 'unverifiable', statement: 0, final: false });
    expect(grantOf(documentOf(open, ALLOW), WANTED)).not.toBeUndefined();
    expect(grantOf(documentOf(ALLOW, { ...open, Effect: 'Deny', Resource: UNKNOWN_TEXT }), WANTED)).toEqual({
      verdict: 'unverifiable',
      statement: 1,
      final: false,
    });
  });

  test('is not known for good where more keys decide than anybody can try', () => {
    const met = { ...ALLOW, Condition: { StringEquals: keys(3) } };
    expect(grantOf(documentOf(met), WANTED)).toMatchObject({ verdict: 'granted' });
    expect(
      grantOf(documentOf(ALLOW, { ...met, Effect: 'Deny', Condition: { StringEquals: keys(20) } }), WANTED),
    ).toEqual({ verdict: 'unverifiable', statement: 0, final: true });
  });
});
