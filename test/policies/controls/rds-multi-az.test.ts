import { saidBy } from '../said';
import { UNKNOWN_TEXT, type Given } from '../stack';

const cluster = (name: string, clusterIdentifier: unknown = name): Given => ({
  type: 'aws:rds/cluster:Cluster',
  name,
  inputs: { clusterIdentifier },
});
const instance = (name: string, clusterIdentifier: unknown, dependsOn: Given['dependsOn'] = {}): Given => ({
  type: 'aws:rds/clusterInstance:ClusterInstance',
  name,
  inputs: { clusterIdentifier },
  dependsOn,
});
const within = (zone: unknown, one: Given): Given => ({ ...one, inputs: { ...one.inputs, availabilityZone: zone } });
const given = (name: string, ...to: string[]): Given => instance(name, UNKNOWN_TEXT, { clusterIdentifier: to });
const FEW = 'fail: It has fewer than 2 instances, so that no other zone has one (clusterIdentifier)';
const ONE = 'fail: All its instances are in one zone (clusterIdentifier)';
const OPEN = 'unverifiable: which cluster an instance belongs to';

describe('the instances of a cluster', () => {
  test.each<[says: string, instances: Given[], said: string]>([
    ['are those that were given it', [given('first', 'home'), given('second', 'home')], 'pass'],
    ['are not those that were given another', [given('first', 'home'), given('second', 'other')], FEW],
    ['are those that name it', [instance('first', 'home'), instance('second', 'home')], 'pass'],
    ['are not those that name another', [instance('first', 'home'), instance('second', 'other')], FEW],
    ['are counted in both ways', [given('first', 'home'), instance('second', 'home')], 'pass'],
    ['may be those of which that is not known', [given('first', 'home'), instance('second', UNKNOWN_TEXT)], OPEN],
    [
      'may be enough without one that is not known',
      [given('first', 'home'), given('second', 'home'), instance('third', UNKNOWN_TEXT)],
      'pass',
    ],
    ['may all be in one zone', [within('a', given('first', 'home')), within('a', instance('second', 'home'))], ONE],
    [
      'are in more than one zone where the third is',
      ['a', 'a', 'b'].map((zone, at) => within(zone, given(String(at), 'home'))),
      'pass',
    ],
    [
      'are in more than one zone where that is known of two',
      ['a', UNKNOWN_TEXT, 'b'].map((zone, at) => within(zone, given(String(at), 'home'))),
      'pass',
    ],
    [
      'are in more than one zone where Aurora chooses that of one',
      [given('first', 'home'), within(UNKNOWN_TEXT, given('second', 'home'))],
      'pass',
    ],
    [
      'may be in one zone while that of one is not known',
      [within('a', given('first', 'home')), within(UNKNOWN_TEXT, given('second', 'home'))],
      'unverifiable: the zone of an instance (clusterIdentifier)',
    ],
    [
      'may be in another zone by one that is not known',
      ['a', 'a'].map((zone, at) => within(zone, given(String(at), 'home'))).concat(instance('third', UNKNOWN_TEXT)),
      OPEN,
    ],
  ])('%s', async (_, instances, said) => {
    const lines = await saidBy('rds-multi-az', [cluster('home'), cluster('other'), ...instances]);
    expect(lines).toContain(`home-graph ${said}`);
  });

  test('may be those that name one while its own name is not known', async () => {
    const stack = [cluster('home', UNKNOWN_TEXT), instance('first', 'home'), instance('second', 'home')];
    expect(await saidBy('rds-multi-az', stack)).toContain(`home-graph ${OPEN}`);
  });
});
