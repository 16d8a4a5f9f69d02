import type { Exemption } from '../../../policies/exemptions/exemption';
import { analyze } from '../../../tools/policies/analyze';
import { siblingStack, stack } from '../stack';

const exemption = (over: Partial<Exemption> = {}): Exemption => ({
  policy: 's3-public-access-block',
  urn: 'urn:pulumi:test::gl-artifacts::*aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock::home-*',
  owner: 'platform@example.com',
  reason: 'The import runs in a closed network until March',
  ticket: 'PLAT-1',
  expires: '2999-12-31',
  ...over,
});
const weak = stack(
  siblingStack().map((one) =>
    one.name === 'home-public' ? { ...one, inputs: { ...one.inputs, blockPublicAcls: false } } : one,
  ),
);
const said = async (exemptions: Exemption[], resources = weak): Promise<string[]> => {
  const { findings } = await analyze(resources, { exemptions });
  return findings.map(({ policy, level }) => `${policy} ${level}`);
};

describe('an exemption', () => {
  test('lets the resource off its control, and what is said of it says by which', async () => {
    const given = exemption();
    const { findings, words } = await analyze(weak, { exemptions: [given] });
    expect(findings).toEqual([]);
    const covered = words.filter((one) => one.exemption !== undefined);
    expect(covered).toMatchObject([{ control: given.policy, outcome: { verdict: 'fail' }, exemption: given }]);
  });

  test('lets off no other resource and no other control', async () => {
    const elsewhere = exemption({ urn: exemption().urn.replace('home-*', 'replica-*') });
    expect(await said([elsewhere])).toEqual(['s3-public-access-block mandatory', 'exemptions mandatory']);
    expect(await said([exemption({ policy: 's3-bucket-tls-required' })])).toEqual([
      's3-public-access-block mandatory',
      'exemptions mandatory',
    ]);
  });

  test('that has expired lets nothing off, and is refused itself', async () => {
    expect(await said([exemption({ expires: '2020-01-01' })])).toEqual([
      's3-public-access-block mandatory',
      'exemptions mandatory',
    ]);
  });

  test('that nothing needs is refused, in the stack that it is for', async () => {
    const compliant = stack(siblingStack());
    expect(await said([exemption()], compliant)).toEqual(['exemptions mandatory']);
    const other = exemption({ urn: exemption().urn.replace('pulumi:test', 'pulumi:other') });
    expect(await said([other], compliant)).toEqual([]);
  });
});
