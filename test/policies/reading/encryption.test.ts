import { encryptionRules } from '../../../policies/reading/encryption';
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
