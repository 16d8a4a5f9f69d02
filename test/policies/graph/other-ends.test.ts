import type { StackResource } from '../../../policies/control';
import { graphOf } from '../../../policies/graph/graph';
import { otherRegionsOf } from '../../../policies/graph/other-ends';
import { UNKNOWN_TEXT } from '../stack';
import { resourceOf } from './resource';

const CLUSTER = 'aws:rds/cluster:Cluster';
const MEMBERSHIP = 'globalClusterIdentifier';
const known = (value: string) => ({ state: 'known', value });
const PATH = [MEMBERSHIP];

const SOURCE = 'sourceDbClusterIdentifier';

const world = (name: string, identifier: string | undefined, source?: string, passed: StackResource[] = []) =>
  resourceOf(
    'aws:rds/globalCluster:GlobalCluster',
    name,
    { [MEMBERSHIP]: identifier, [SOURCE]: source },
    { [SOURCE]: passed },
  );
const cluster = (name: string, region: string, identifier?: string, passed: StackResource[] = []): StackResource =>
  resourceOf(CLUSTER, name, { region, [MEMBERSHIP]: identifier }, { [MEMBERSHIP]: passed });
const endsOf = (one: StackResource, ...others: StackResource[]) =>
  otherRegionsOf(graphOf([one, ...others], new Map()), one);

describe('the members of a global database', () => {
  const [first, second, third] = [
    cluster('first', 'eu-west-1', 'world'),
    cluster('second', 'eu-central-1', 'world'),
    cluster('third', 'us-east-1', 'another'),
  ];

  test('are the clusters of the same name', () => {
    expect(endsOf(first, second, third)).toEqual([{ path: PATH, regions: [known('eu-central-1')], final: true }]);
    expect(endsOf(third, first, second)).toEqual([{ path: PATH, regions: [{ state: 'absent' }], final: true }]);
  });

  test('are none of a cluster that is in none', () => {
    expect(endsOf(cluster('alone', 'eu-west-1'), first, second)).toEqual([]);
  });

  test('are those that the same one was passed to, while it has no name yet', () => {
    const nameless = world('world', UNKNOWN_TEXT);
    const passed = (name: string, region: string) => cluster(name, region, UNKNOWN_TEXT, [nameless]);
    const [a, b] = [passed('a', 'eu-west-1'), passed('b', 'us-east-1')];
    expect(endsOf(a, b, nameless, first)).toEqual([{ path: PATH, regions: [known('us-east-1')], final: true }]);
    const other = world('other', UNKNOWN_TEXT);
    expect(endsOf(a, cluster('c', 'us-east-1', UNKNOWN_TEXT, [other]), nameless, other)).toEqual([
      { path: PATH, regions: [{ state: 'absent' }], final: true },
    ]);
  });

  test('are those of its name, where the one that was passed has one', () => {
    const own = world('world', 'world');
    const passed = cluster('passed', 'us-west-2', UNKNOWN_TEXT, [own]);
    expect(endsOf(passed, own, first)).toEqual([{ path: PATH, regions: [known('eu-west-1')], final: true }]);
    expect(endsOf(first, own, passed)).toEqual([{ path: PATH, regions: [known('us-west-2')], final: true }]);
  });

  describe('and the cluster that the database was made of', () => {
    const arn = 'arn:aws:rds:us-east-1:111122223333:cluster:source';
    const none = { path: PATH, regions: [], final: true };

    test('are where its ARN says', () => {
      expect(endsOf(first, world('world', 'world', arn))).toEqual([
        none,
        { path: PATH, regions: [known('us-east-1')], final: true },
      ]);
      expect(endsOf(first, second, world('world', 'world', arn))).toEqual([
        { path: PATH, regions: [known('eu-central-1')], final: true },
        { path: PATH, regions: [known('us-east-1')], final: true },
      ]);
    });

    test('are where what was passed is, while its ARN is not known', () => {
      const source = cluster('source', 'us-west-2');
      expect(endsOf(first, source, world('world', 'world', UNKNOWN_TEXT, [source]))).toEqual([
        none,
        { path: PATH, regions: [known('us-west-2')], final: false },
      ]);
      expect(endsOf(first, world('world', 'world', UNKNOWN_TEXT))).toEqual([
        none,
        { path: PATH, regions: [{ state: 'unknown', path: SOURCE }], final: false },
      ]);
    });

    test('are of the database that was passed, while that has no name yet', () => {
      const nameless = world('world', UNKNOWN_TEXT, arn);
      const passed = cluster('passed', 'eu-west-1', UNKNOWN_TEXT, [nameless]);
      expect(endsOf(passed, nameless)).toContainEqual({ path: PATH, regions: [known('us-east-1')], final: true });
    });

    test('are of no other database', () => {
      expect(endsOf(first, second, world('another', 'another', arn))).toEqual([
        { path: PATH, regions: [known('eu-central-1')], final: true },
      ]);
    });
  });

  test('are not known while which database it is is not', () => {
    expect(endsOf(cluster('some', 'eu-west-1', UNKNOWN_TEXT), first)).toEqual([
      { path: PATH, regions: [{ state: 'unknown', path: MEMBERSHIP }], final: false },
    ]);
  });

  test('may all be elsewhere: none where the database itself is of the stack, not in sight where it is not', () => {
    expect(endsOf(first, world('world', 'world'))).toEqual([{ path: PATH, regions: [], final: true }]);
    expect(endsOf(first, world('another', 'another'))).toEqual([
      { path: PATH, regions: [{ state: 'absent' }], final: true },
    ]);
  });
});
