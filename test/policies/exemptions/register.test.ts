import { CATALOG } from '../../../policies/catalog';
import type { Exemption } from '../../../policies/exemptions/exemption';
import { registerOf } from '../../../policies/exemptions/register';
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

  test('holds on its last day, and no longer', async () => {
    const day = new Date().toISOString().slice(0, 10);
    const register = registerOf([exemption({ expires: day })], day, () => true);
    const [urn] = weak.filter(({ name }) => name === 'home-public').map((one) => one.urn);
    expect(register.use('s3-public-access-block', urn!)).toEqual(exemption({ expires: day }));
    expect(register.use('s3-public-access-block', 'urn:pulumi:test::gl-artifacts::a:b:C::d')).toBeUndefined();
    const late = registerOf([exemption({ expires: '2026-03-01' })], '2026-03-02', () => true);
    expect(late.use('s3-public-access-block', urn!)).toBeUndefined();
  });

  test('is refused at the stack, with who answers for it and why', async () => {
    const root = {
      ...weak[0]!,
      type: 'pulumi:pulumi:Stack',
      urn: 'urn:pulumi:test::gl-artifacts::pulumi:pulumi:Stack::s',
    };
    const { findings } = await analyze([...weak, root], { exemptions: [exemption({ expires: '2020-01-01' })] });
    const [, refused] = findings;
    expect(refused).toMatchObject({ policy: 'exemptions', urn: root.urn, level: 'mandatory' });
    expect(refused!.message).toContain(
      `The exemption of s3-public-access-block for ${exemption().urn} (PLAT-1, platform@example.com) expired on 2020-01-01.`,
    );
    expect(registerOf([], '2026-01-01', () => true).policy).toMatchObject({ severity: 'high', tags: ['exemptions'] });
  });

  test('that expires after it was read is refused', async () => {
    const one = exemption();
    const violations: string[] = [];
    const { policy } = registerOf([one], '3000-01-01', () => true);
    const report = (message: string): number => violations.push(message);
    await policy.validateStack({ resources: [] } as never, report);
    expect(violations).toEqual([]);
    await policy.validateStack({ resources: weak } as never, report);
    expect(violations).toEqual([expect.stringContaining('expired on 2999-12-31')]);
  });

  test('that nothing needs is refused, in the stack that it is for', async () => {
    const compliant = stack(siblingStack());
    expect(await said([exemption()], compliant)).toEqual(['exemptions mandatory']);
    const other = exemption({ urn: exemption().urn.replace('pulumi:test', 'pulumi:other') });
    expect(await said([other], compliant)).toEqual([]);
  });

  test('is used where another one, before it, lets the same resource off', async () => {
    const narrow = exemption({ urn: exemption().urn.replace('home-*', 'home-public') });
    expect(await said([exemption(), narrow])).toEqual([]);
    const expired = exemption({ urn: exemption().urn.replace('home-*', 'home-p*'), expires: '2020-01-01' });
    expect(await said([expired, exemption()])).toEqual(['exemptions mandatory']);
    const { words } = await analyze(weak, { exemptions: [expired, exemption(), narrow] });
    expect(words.find((one) => one.exemption !== undefined)?.exemption).toEqual(exemption());
  });

  test('of every stack may be used by nothing in one of them; once it has expired it is refused there as well', async () => {
    const compliant = stack(siblingStack());
    for (const name of ['*', 'te*']) {
      const urn = exemption().urn.replace('pulumi:test', `pulumi:${name}`);
      expect(await said([exemption({ urn })], compliant)).toEqual([]);
      expect(await said([exemption({ urn, expires: '2020-01-01' })], compliant)).toEqual(['exemptions mandatory']);
    }
  });

  test('of a control that is not wholly in force in this run is not left over', async () => {
    const config = { 's3-public-access-block': 'disabled', 's3-public-access-block-present': 'disabled' } as const;
    expect((await analyze(weak, { exemptions: [exemption()], config })).findings).toEqual([]);
    const compliant = stack(siblingStack());
    for (const off of ['s3-public-access-block', 's3-public-access-block-present'])
      expect((await analyze(compliant, { exemptions: [exemption()], config: { [off]: 'disabled' } })).findings).toEqual(
        [],
      );
    const controls = CATALOG.filter(({ id }) => id === 's3-bucket-tls-required');
    expect((await analyze(compliant, { exemptions: [exemption()], controls })).findings).toEqual([]);
    const expired = exemption({ expires: '2020-01-01' });
    expect((await analyze(compliant, { exemptions: [expired], controls })).findings).toHaveLength(1);
  });
});
