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
const given = (name: string, ...to: string[]): Given => instance(name, UNKNOWN_TEXT, { clusterIdentifier: to });
const FEW = 'fail: It has fewer than 2 instances, so that no other zone has one (clusterIdentifier)';
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
  ])('%s', async (_, instances, said) => {
    const lines = await saidBy('rds-multi-az', [cluster('home'), cluster('other'), ...instances]);
    expect(lines).toContain(`home-graph ${said}`);
  });

  test('may be those that name one while its own name is not known', async () => {
    const stack = [cluster('home', UNKNOWN_TEXT), instance('first', 'home'), instance('second', 'home')];
    expect(await saidBy('rds-multi-az', stack)).toContain(`home-graph ${OPEN}`);
  });
});
