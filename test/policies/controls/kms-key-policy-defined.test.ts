import { saidBy } from '../said';
import { UNKNOWN_TEXT, type Given } from '../stack';

const [HOME, OTHER] = ['0d0e0f00-0000-4000-8000-000000000001', '0d0e0f00-0000-4000-8000-000000000002'];
const key = (name: string, keyId: string): Given => ({
  type: 'aws:kms/key:Key',
  name,
  inputs: { enableKeyRotation: true },
  computed: { keyId, policy: UNKNOWN_TEXT },
});
const policyOf = (keyId: string, ...to: string[]): Given => ({
  type: 'aws:kms/keyPolicy:KeyPolicy',
  name: 'policy',
  inputs: { keyId, policy: '{}' },
  dependsOn: to.length === 0 ? {} : { keyId: to },
});
const NONE = 'fail: No policy belongs to this key, so that the default of KMS holds (policy)';
const OPEN = 'unverifiable: which key a KeyPolicy belongs to';

describe('a KeyPolicy', () => {
  test.each<[says: string, policy: Given, id: string, said: string | undefined]>([
    ['belongs to the key that it names', policyOf(HOME), HOME, 'pass'],
    ['belongs to no key of another name', policyOf(OTHER), HOME, NONE],
    ['belongs to some key while that is not known', policyOf(UNKNOWN_TEXT), HOME, OPEN],
    ['belongs to some key while the name of the key is not known', policyOf(HOME), UNKNOWN_TEXT, OPEN],
    ['belongs to the key that it was given', policyOf(UNKNOWN_TEXT, 'home'), UNKNOWN_TEXT, 'pass'],
    ['belongs to no other than the key that it was given', policyOf(UNKNOWN_TEXT, 'other'), UNKNOWN_TEXT, NONE],
  ])('%s', async (_, policy, id, said) => {
    const lines = await saidBy('kms-key-policy-defined', [key('home', id), key('other', OTHER), policy]);
    expect(lines.filter((line) => line.startsWith('home-'))).toEqual(said === 'pass' ? [] : [`home-present ${said}`]);
  });

  test.each<[says: string, to: string[], said: string[]]>([
    ['is that of the key it was given, not of its replica of the same name', ['home'], [`replica-present ${NONE}`]],
    ['is that of the replica it was given, not of the key of the same name', ['replica'], [`home-present ${NONE}`]],
    ['is that of the key of its region, where it was given neither', [], [`replica-present ${NONE}`]],
    ['is that of the key of its region, where it was given what names it', ['alias'], [`replica-present ${NONE}`]],
  ])('%s', async (_, to, said) => {
    const replica: Given = {
      type: 'aws:kms/replicaKey:ReplicaKey',
      name: 'replica',
      inputs: { region: 'eu-central-1' },
      computed: { keyId: HOME },
    };
    const alias: Given = { type: 'aws:kms/alias:Alias', name: 'alias', inputs: { targetKeyId: HOME } };
    const given = [key('home', HOME), replica, alias, policyOf(HOME, ...to)];
    expect((await saidBy('kms-key-policy-defined', given)).filter((line) => line.includes('-present'))).toEqual(said);
  });
});
