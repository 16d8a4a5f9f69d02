import { KEY_POLICY } from '../../policies/document-kinds';
import { strangersEncryptionContexts } from '../../policies/encryption-contexts';
import { documentOf, OWN } from './strangers-asked';
import { UNKNOWN_TEXT } from './stack';

const THING = 'arn:aws:any:eu-west-1:no-ones-acct:any/thing';
const contexts = (...conditions: object[]) => [
  ...strangersEncryptionContexts(
    documentOf(
      KEY_POLICY,
      conditions.map((Condition) => ({ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*', Condition })),
    ),
  ),
];
const KEY = 'kms:encryptioncontext:aws:any:arn';
const valuesFor = (pattern: string) =>
  contexts({ StringLike: { 'kms:EncryptionContext:aws:any:arn': pattern } }).map(({ [KEY]: value }) => value?.[0]);

test.each<[pattern: string, values: string[]]>([
  [OWN, []],
  ['1*', ['1xxxxxxxxxxx']],
  ['????????????', ['no-ones-acct']],
  ['*', ['no-ones-acct']],
  ['${aws:SourceAccount}', ['no-ones-acct']],
  [`arn:aws:logs:eu-west-1:${OWN}:*`, ['arn:aws:logs:eu-west-1:no-ones-acct:x']],
  ['arn:aws:logs:*:*:gl', ['arn:aws:logs:x:no-ones-acct:gl']],
  ['arn:aws:s3:::gl-home', []],
  ['arn:aws:s3:::gl-home/*', []],
  ['arn:aws-cn:s3:::gl-home/tenant/?', []],
  ['arn:aws:s3:::gl-?/*', ['arn:aws:s3:::gl-x/x']],
  ['arn:aws:s3:::*/gl', ['arn:aws:s3:::x/gl']],
  ['arn:aws:any:thing', []],
  ['gl', ['gl']],
  ['gl-*', ['gl-x']],
  ['tenant:gl', ['tenant:gl']],
  ['the-arn:gl', ['the-arn:gl']],
])('a service says of a stranger’s thing what %s means, what is nobody’s or nothing', (pattern, values) => {
  expect(valuesFor(pattern)).toEqual([THING, undefined, ...values.filter((value) => value !== undefined)]);
});

test('a service says of each thing that the document reads something, and of others nothing', () => {
  expect(contexts({ StringEquals: { 'kms:EncryptionContextKeys': 'gl', 'aws:SourceAccount': OWN } })).toEqual([{}]);
  expect(
    contexts({ Null: { 'kms:EncryptionContext:a': 'true' } }, { Null: { 'KMS:encryptioncontext:A': 'false' } }),
  ).toEqual([{ 'kms:encryptioncontext:a': [THING] }, { 'kms:encryptioncontext:a': undefined }]);
  expect(contexts({ StringEquals: { 'kms:EncryptionContext:a': [UNKNOWN_TEXT] } })).toHaveLength(2);
  expect(
    contexts({ StringEquals: { 'kms:EncryptionContext:a': 'gl', 'kms:EncryptionContext:b': OWN } }).map((context) =>
      Object.values(context).map((value) => value?.[0]),
    ),
  ).toEqual([
    [THING, THING],
    [THING, undefined],
    [undefined, THING],
    [undefined, undefined],
    ['gl', THING],
    ['gl', undefined],
  ]);
});
