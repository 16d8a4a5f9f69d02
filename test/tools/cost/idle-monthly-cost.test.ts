import fc from 'fast-check';
import { idleMonthlyCost, UnpricedError, type PricedResource } from '../../../tools/cost/idle-monthly-cost';

const resource = (
  type: string,
  name: string,
  inputs: Record<string, unknown> = {},
  cluster?: string,
): PricedResource => ({
  urn: `urn:pulumi:us::p::${type}::${name}`,
  type,
  inputs,
  propertyDependencies:
    cluster === undefined ? {} : { clusterIdentifier: [`urn:pulumi:us::p::aws:rds/cluster:Cluster::${cluster}`] },
});
const key = (name: string): PricedResource => resource('aws:kms/key:Key', name);
const cluster = (name: string, minCapacity: unknown, manageMasterUserPassword = true): PricedResource =>
  resource('aws:rds/cluster:Cluster', name, {
    manageMasterUserPassword,
    serverlessv2ScalingConfiguration: { minCapacity },
  });
const instance = (name: string, of: string, region = 'us-east-1', instanceClass = 'db.serverless'): PricedResource =>
  resource('aws:rds/clusterInstance:ClusterInstance', name, { instanceClass, region }, of);

describe('what a stack costs while idle', () => {
  test('is its keys, its managed secret, and the least capacity of every instance', () => {
    expect(idleMonthlyCost([key('a'), key('b'), cluster('c', 0.5), instance('1', 'c'), instance('2', 'c')])).toEqual({
      lines: [
        { what: 'KMS key', count: 2, usdPerMonth: 2 },
        { what: 'database instance at 0.5 capacity units', count: 2, usdPerMonth: 87.6 },
        { what: 'managed master secret', count: 1, usdPerMonth: 0.4 },
      ],
      usdPerMonth: 90,
    });
  });

  test('takes the price of the region that each instance is in', () => {
    const of = (region: string): number => idleMonthlyCost([cluster('c', 2), instance('1', 'c', region)]).usdPerMonth;
    expect([of('us-east-1'), of('eu-west-1'), of('ap-southeast-1')]).toEqual([175.6, 204.8, 292.4]);
  });

  test('takes an instance of a class by the hour, and a standby with its storage a second time', () => {
    const provisioned = [
      instance('1', 'c', 'us-east-1', 'db.r8g.large'),
      instance('2', 'c', 'us-east-1', 'db.r8g.large'),
    ];
    expect(idleMonthlyCost(provisioned)).toEqual({
      lines: [{ what: 'database instance db.r8g.large', count: 2, usdPerMonth: 402.96 }],
      usdPerMonth: 402.96,
    });
    const rds = (multiAz: boolean) =>
      resource('aws:rds/instance:Instance', 'i', {
        instanceClass: 'db.m7g.large',
        region: 'us-east-1',
        storageType: 'gp3',
        allocatedStorage: 100,
        multiAz,
        manageMasterUserPassword: multiAz,
      });
    expect(idleMonthlyCost([rds(true)])).toEqual({
      lines: [
        { what: '100 GiB of database storage', count: 2, usdPerMonth: 23 },
        { what: 'database instance db.m7g.large', count: 2, usdPerMonth: 245.28 },
        { what: 'managed master secret', count: 1, usdPerMonth: 0.4 },
      ],
      usdPerMonth: 268.68,
    });
    expect(idleMonthlyCost([rds(false)]).usdPerMonth).toBe(134.14);
  });

  test('counts an instance by its own cluster, and a password of one’s own as no secret', () => {
    const two = [cluster('small', 0), cluster('large', 8, false), instance('1', 'small')];
    expect(idleMonthlyCost(two).usdPerMonth).toBe(0.4);
  });

  test('leaves out what has no price of its own: components, and resources of other providers', () => {
    const others = ['gl-artifacts:s3:ArtifactBucket', 'pulumi:providers:aws', 'postgresql:index/role:Role'];
    expect(idleMonthlyCost(others.map((type) => resource(type, 'x')))).toEqual({ lines: [], usdPerMonth: 0 });
  });

  test('is the sum of its parts, in whatever order they come', () => {
    const part = fc.constantFrom(key('k'), cluster('c', 0.5), resource('aws:s3/bucket:Bucket', 'b'));
    fc.assert(
      fc.property(fc.array(part), fc.array(part), (left, right) => {
        const [a, b] = [idleMonthlyCost(left).usdPerMonth, idleMonthlyCost(right).usdPerMonth];
        expect(idleMonthlyCost([...right, ...left]).usdPerMonth).toBeCloseTo(a + b, 5);
      }),
    );
  });

  test('is refused, all reasons at once, for what has no known price', () => {
    const unknown = [
      resource('aws:ec2/natGateway:NatGateway', 'nat'),
      cluster('c', undefined),
      instance('1', 'c'),
      instance('2', 'c', 'sa-east-1'),
      instance('3', 'c', 'us-east-1', 'db.x9.large'),
      instance('4', 'c', 'eu-west-1', 'db.r8g.large'),
      resource('aws:rds/instance:Instance', 'i', {
        instanceClass: 'db.m7g.large',
        region: 'us-east-1',
        storageType: 'io2',
        allocatedStorage: 100,
      }),
    ];
    expect(() => idleMonthlyCost(unknown)).toThrow(UnpricedError);
    expect(() => idleMonthlyCost(unknown)).toThrow(
      /NatGateway nat: its type[^]*1: the least[^]*sa-east-1[^]*db.x9.large[^]*r8g.large in eu-west-1[^]*io2/,
    );
  });
});
