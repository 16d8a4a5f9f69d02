import {
  defaultAlgorithm,
  defaultKey,
  encryptionRules,
  isKeyOfAccount,
  KMS_ALGORITHMS,
  SSE_ALGORITHMS,
  SSE_HEADER,
  SSE_KEY_HEADER,
} from '../../../policies/reading/encryption';
import { UNKNOWN_TEXT } from '../stack';
import { settingOf } from './setting';

const INLINE = ['serverSideEncryptionConfiguration'];
const RULE = { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } };

describe('the rules of a default encryption', () => {
  test.each<[string, unknown, unknown]>([
    [
      'each where it stands',
      [RULE, RULE],
      [
        ['rules', 0],
        ['rules', 1],
      ],
    ],
    ['one that is no list', RULE, [['rules', 0]]],
    ['none where there are none', undefined, []],
    ['not known where the list is not', UNKNOWN_TEXT, undefined],
    ['not known where one of them is not', [RULE, UNKNOWN_TEXT], undefined],
  ])('of a resource of its own are %s', (_, rules, expected) =>
    expect(encryptionRules(settingOf('sibling', { rules }))).toEqual(expected),
  );

  test.each<[string, unknown, unknown]>([
    ['the one', { rule: RULE }, [[...INLINE, 'rule']]],
    [
      'the one, whatever is in it',
      { rule: { applyServerSideEncryptionByDefault: UNKNOWN_TEXT } },
      [[...INLINE, 'rule']],
    ],
    ['not known where it is not', { rule: UNKNOWN_TEXT }, undefined],
  ])('of a bucket are %s', (_, given, expected) =>
    expect(
      encryptionRules(settingOf('inline', { serverSideEncryptionConfiguration: given, rules: [RULE, RULE] }, INLINE)),
    ).toEqual(expected),
  );
});

describe('what a default encryption says', () => {
  const says = (sseAlgorithm: unknown, kmsMasterKeyId?: unknown) => ({
    applyServerSideEncryptionByDefault: { sseAlgorithm, ...(kmsMasterKeyId === undefined ? {} : { kmsMasterKeyId }) },
  });
  const of = (rules: unknown) => {
    const setting = settingOf('sibling', { rules });
    return [defaultAlgorithm(setting), defaultKey(setting)];
  };
  const known = (value: string) => ({ state: 'known', value });

  test('is what its first rule says', () => {
    expect(of([says('aws:kms', 'alias/gl'), says('AES256')])).toEqual([known('aws:kms'), known('alias/gl')]);
    expect(of([says('AES256')])).toEqual([known('AES256'), { state: 'absent' }]);
    const inline = settingOf('inline', { serverSideEncryptionConfiguration: { rule: says('aws:kms', 'k') } }, INLINE);
    expect([defaultAlgorithm(inline), defaultKey(inline)]).toEqual([known('aws:kms'), known('k')]);
  });

  test('is nothing without a rule, and not known where that is not', () => {
    expect(of([])).toEqual([{ state: 'absent' }, { state: 'absent' }]);
    const unknown = { state: 'unknown', path: 'rules' };
    expect(of(UNKNOWN_TEXT)).toEqual([unknown, unknown]);
    expect(of([says(UNKNOWN_TEXT, UNKNOWN_TEXT)])).toEqual([
      { state: 'unknown', path: 'rules.0.applyServerSideEncryptionByDefault.sseAlgorithm' },
      { state: 'unknown', path: 'rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId' },
    ]);
    const inline = settingOf('inline', { serverSideEncryptionConfiguration: { rule: UNKNOWN_TEXT } }, INLINE);
    expect(defaultAlgorithm(inline)).toEqual({ state: 'unknown', path: 'serverSideEncryptionConfiguration.rules' });
  });
});

describe('a key of KMS', () => {
  test.each([
    'alias/gl',
    'alias/aws',
    'alias/aws-like',
    'my-alias/aws/s3',
    '1234abcd-12ab-34cd-56ef-1234567890ab',
    'arn:aws:kms:eu-west-1:111122223333:alias/gl',
    'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  ])('is managed by the account: %s', (key) => expect(isKeyOfAccount(key)).toBe(true));

  test.each(['', 'alias/aws/s3', 'alias/aws/rds', 'arn:aws:kms:eu-west-1:111122223333:alias/aws/s3', 7, undefined])(
    'is not managed by the account: %p',
    (key) => expect(isKeyOfAccount(key)).toBe(false),
  );
});

test('algorithms and headers of an upload are named as S3 names them', () => {
  expect(SSE_ALGORITHMS).toEqual(['AES256', 'aws:kms', 'aws:kms:dsse']);
  expect(KMS_ALGORITHMS).toEqual(['aws:kms', 'aws:kms:dsse']);
  expect([SSE_HEADER, SSE_KEY_HEADER]).toEqual([
    's3:x-amz-server-side-encryption',
    's3:x-amz-server-side-encryption-aws-kms-key-id',
  ]);
});
