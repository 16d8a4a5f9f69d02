import fc from 'fast-check';
import {
  MetadataNetwork,
  subnetCidr,
  validateMetadataNetworkArgs,
  type Network,
} from '../../components/metadata-network';
import { judge, role } from './judge';
import { only, record, valueOf } from './record';

const placement = { region: 'eu-west-1', accountId: '111122223333' };
const problems = (network: Network) =>
  validateMetadataNetworkArgs({ placement, network }).map(({ path, value }) => `${path}: ${value}`);
const created = (change: Partial<Extract<Network, { mode: 'create' }>>): Network => ({
  mode: 'create',
  bucketNames: ['gl-artifacts-eu-west-1'],
  ...change,
});

const EC2 = 'aws:ec2/';
const network = (given: Network) => new MetadataNetwork('net', { placement, network: given });

describe('a network that is made', () => {
  test('has a private subnet in each zone, each with the routes that lead nowhere outside', async () => {
    const { resources } = await record(() => network(created({})), true);
    const subnets = resources.filter(({ type }) => type === `${EC2}subnet:Subnet`);
    expect(subnets.map(({ inputs }) => [inputs.availabilityZone, inputs.cidrBlock])).toEqual([
      ['eu-west-1a', '10.64.0.0/24'],
      ['eu-west-1b', '10.64.1.0/24'],
    ]);
    for (const { inputs } of subnets)
      expect(inputs).toMatchObject({ region: 'eu-west-1', vpcId: 'id-of-net-vpc', mapPublicIpOnLaunch: false });
    const table = only(resources, `${EC2}routeTable:RouteTable`).inputs;
    expect(table).toMatchObject({ region: 'eu-west-1', vpcId: 'id-of-net-vpc' });
    expect(table.routes).toBeUndefined();
    const associations = resources.filter(({ type }) => type === `${EC2}routeTableAssociation:RouteTableAssociation`);
    expect(associations.map(({ inputs }) => [inputs.region, inputs.subnetId, inputs.routeTableId])).toEqual(
      ['a', 'b'].map((zone) => ['eu-west-1', `id-of-net-subnet-eu-west-1${zone}`, 'id-of-net-routes']),
    );
    const open = resources.filter(({ type }) => /Gateway|Eip|Peering|:Route$/.test(type));
    expect(open).toEqual([]);
  });

  test('resolves names, and shuts the group that every network has', async () => {
    const { resources } = await record(() => network(created({})), true);
    expect(only(resources, `${EC2}vpc:Vpc`).inputs).toMatchObject({
      region: 'eu-west-1',
      cidrBlock: '10.64.0.0/20',
      enableDnsSupport: true,
      enableDnsHostnames: true,
    });
    expect(only(resources, `${EC2}defaultSecurityGroup:DefaultSecurityGroup`).inputs).toMatchObject({
      region: 'eu-west-1',
      vpcId: 'id-of-net-vpc',
      ingress: [],
      egress: [],
    });
  });

  test('reaches S3 by a gateway, and there the named buckets only', async () => {
    const { resources } = await record(() => network(created({})), true);
    const { policy, ...endpoint } = only(resources, `${EC2}vpcEndpoint:VpcEndpoint`).inputs;
    expect(endpoint).toMatchObject({
      region: 'eu-west-1',
      vpcId: 'id-of-net-vpc',
      serviceName: 'com.amazonaws.eu-west-1.s3',
      vpcEndpointType: 'Gateway',
      routeTableIds: ['id-of-net-routes'],
    });
    const may = (bucket: string) => judge(policy, role('app'), 's3:PutObject', `arn:aws:s3:::${bucket}/key`);
    expect([may('gl-artifacts-eu-west-1'), may('of-somebody-else')]).toEqual(['allowed', 'implicitDeny']);
    expect(judge(policy, role('app'), 's3:ListBucket', 'arn:aws:s3:::gl-artifacts-eu-west-1')).toBe('allowed');
  });
});

describe('a network that is there', () => {
  test('is taken by its ids, and nothing is made', async () => {
    const subnetIds = ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'];
    const { value, resources } = await record(() =>
      network({ mode: 'existing', vpcId: 'vpc-0123456789abcdef0', subnetIds }),
    );
    expect(resources.map(({ type }) => type)).toEqual(['gl-artifacts:ec2:MetadataNetwork']);
    expect(await valueOf(value.vpcId)).toBe('vpc-0123456789abcdef0');
    expect(await Promise.all(value.subnetIds.map(valueOf))).toEqual(subnetIds);
  });
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
