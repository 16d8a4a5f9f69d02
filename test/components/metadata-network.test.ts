import fc from 'fast-check';
import { subnetCidr, validateMetadataNetworkArgs, type Network } from '../../components/metadata-network';

const placement = { region: 'eu-west-1', accountId: '111122223333' };
const problems = (network: Network) =>
  validateMetadataNetworkArgs({ placement, network }).map(({ path, value }) => `${path}: ${value}`);
const created = (change: Partial<Extract<Network, { mode: 'create' }>>): Network => ({
  mode: 'create',
  bucketNames: ['gl-artifacts-eu-west-1'],
  ...change,
});

describe('the subnets of a network', () => {
  const range = (cidr: string): [number, number] => {
    const [address, prefix] = cidr.split('/') as [string, string];
    const first = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    return [first, first + 2 ** (32 - Number(prefix)) - 1];
  };

  test('lie inside it and never overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 16, max: 24 }), (second, prefix) => {
        const network = `10.${second}.0.0/${prefix}`;
        const [from, to] = range(network);
        const subnets = Array.from({ length: 16 }, (_, n) => range(subnetCidr(network, 4, n)));
        for (const [first, last] of subnets) expect(first >= from && last <= to).toBe(true);
        for (const [n, [first]] of subnets.entries()) if (n > 0) expect(first).toBe(subnets[n - 1]![1] + 1);
      }),
    );
  });
});

describe('the arguments of a network', () => {
  test('are right as they are by default, and for one that exists', () => {
    expect(problems(created({}))).toEqual([]);
    const subnetIds = ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'];
    expect(problems({ mode: 'existing', vpcId: 'vpc-0123456789abcdef0', subnetIds })).toEqual([]);
  });

  test.each<[string, Network, string]>([
    ['a public range', created({ cidrBlock: '8.8.0.0/20' }), 'network.cidrBlock: 8.8.0.0/20'],
    [
      'a range that does not begin at its own border',
      created({ cidrBlock: '10.0.1.0/20' }),
      'network.cidrBlock: 10.0.1.0/20',
    ],
    ['a range too small', created({ cidrBlock: '10.0.0.0/28' }), 'network.cidrBlock: 10.0.0.0/28'],
    ['words for a range', created({ cidrBlock: 'everything' }), 'network.cidrBlock: everything'],
    ['one zone', created({ availabilityZones: ['eu-west-1a'] }), 'network.availabilityZones: eu-west-1a'],
    [
      'the same zone twice',
      created({ availabilityZones: ['eu-west-1a', 'eu-west-1a'] }),
      'network.availabilityZones: eu-west-1a, eu-west-1a',
    ],
    [
      'a zone of another region',
      created({ availabilityZones: ['eu-west-1a', 'us-east-1a'] }),
      'network.availabilityZones[1]: us-east-1a',
    ],
  ])('are refused for %s', (_what, network, problem) => expect(problems(network)).toEqual([problem]));

  test('of one that exists are refused all at once', () => {
    expect(problems({ mode: 'existing', vpcId: 'my-vpc', subnetIds: ['subnet-1'] })).toEqual([
      'network.vpcId: my-vpc',
      'network.subnetIds: subnet-1',
      'network.subnetIds[0]: subnet-1',
    ]);
  });
});
