import { CATALOG } from '../../policies/catalog';
import { policyNames } from '../../policies/pack';
import manifest from '../../policies/package.json';
import { analyze } from '../../tools/policies/analyze';
import { startPack, type PackProcess } from './pack-process';
import { changed, inlineStack, siblingStack, stack, UNKNOWN_TEXT, without, type Given } from './stack';

const STACKS: Record<string, Given[]> = {
  compliant: siblingStack(),
  'compliant, deprecated types': siblingStack(true),
  'compliant, inline': inlineStack(),
  'without a block': without(siblingStack(), 'home-public'),
  'without a policy': without(siblingStack(true), 'home-policy'),
  'with a suspended bucket': changed(siblingStack(), 'home-versioning', (i) => ({
    ...i,
    versioningConfiguration: { status: 'Suspended' },
  })),
  'with a policy that is no JSON': changed(siblingStack(), 'home-policy', (i) => ({ ...i, policy: '{' })),
  'with a policy that is not known': changed(siblingStack(), 'home-policy', (i) => ({ ...i, policy: UNKNOWN_TEXT })),
  'with a lock that is not known': changed(siblingStack(), 'home-lock', (i) => ({ ...i, rule: UNKNOWN_TEXT })),
  'with a copy that leaves its zone': changed(siblingStack(), 'replica', (i) => ({ ...i, region: 'us-east-1' })),
};

describe('the pack as a process of its own', () => {
  let pack: PackProcess;
  beforeAll(async () => {
    pack = await startPack();
  });
  afterAll(() => pack.stop());

  test.each(Object.entries(STACKS))('says of a stack that is %s what it says in this process', async (_, given) => {
    const resources = stack(given);
    const { findings } = await analyze(resources);
    expect(await pack.analyze(resources)).toEqual(findings);
  });

  test('declares every policy of the catalogue with level, severity, configuration and remediation', async () => {
    const { name, version, policiesList } = await pack.info();
    expect([name, version]).toEqual([manifest.name, manifest.version]);
    expect(policiesList.map((policy) => policy.name)).toEqual([...CATALOG.flatMap(policyNames), 'exemptions']);
    for (const policy of policiesList) {
      expect(policy.remediationSteps).toMatch(/^1\. /);
      expect(policy.tagsList.length).toBeGreaterThan(0);
      expect(policy.severity).toBeGreaterThan(0);
    }
  });

  test('takes parameters from the engine, and passes nothing when they cannot hold', async () => {
    const config = { 's3-object-lock-default-retention': { minDays: 31 } };
    await pack.configure(config);
    const resources = stack(siblingStack());
    const fails = await pack.analyze(resources);
    expect(fails.map(({ policy, urn }) => [policy, urn.split('::').at(-1)])).toEqual([
      ['s3-object-lock-default-retention', 'home-lock'],
      ['s3-object-lock-default-retention', 'replica-lock'],
    ]);
    expect(fails).toEqual((await analyze(resources, { config })).findings);
    await pack.configure({ 's3-object-lock-default-retention': { minDays: 9, maxDays: 2 } });
    const refused = await pack.analyze(resources);
    expect(refused.length).toBeGreaterThanOrEqual(2);
    for (const { message, level } of refused) {
      expect(message).toContain('minDays is greater than maxDays');
      expect(level).toBe('mandatory');
    }
    await pack.configure({});
  });
});
