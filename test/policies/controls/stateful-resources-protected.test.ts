import { analyze } from '../../../tools/policies/analyze';
import { clusterStack } from '../database-stack';
import { inlineKeyStack } from '../key-stack';
import { objectionsBy } from '../said';
import { siblingStack, stack } from '../stack';

const POLICY = 'stateful-resources-protected';
const unprotected = [...siblingStack(), ...clusterStack(), ...inlineKeyStack().slice(0, 1)].map((one) => ({
  ...one,
  protect: false,
}));
const kindsFound = async (config: Record<string, unknown>) => {
  const { findings } = await analyze(stack(unprotected), { config: { [POLICY]: config } });
  const own = findings.filter(({ control }) => control === POLICY);
  return [...new Set(own.map(({ urn }) => urn.split('::')[2]!.split(':')[1]!.split('/')[0]))].sort();
};

test.each([
  'aws:dynamodb/table:Table',
  'aws:docdb/cluster:Cluster',
  'aws:neptune/cluster:Cluster',
  'aws:s3/directoryBucket:DirectoryBucket',
  'aws:s3tables/tableBucket:TableBucket',
])('what keeps data outside of S3 and RDS has to be protected as well: %s', async (type) => {
  const said = (protect: boolean) => objectionsBy(POLICY, [{ type, name: 'one', protect }]);
  expect(await said(true)).toEqual([]);
  expect(await said(false)).toEqual(['one fail: The option protect is not true']);
});

describe('the kinds of resources that have to be protected', () => {
  test('are buckets, databases and keys', async () => {
    expect(await kindsFound({})).toEqual(['kms', 'rds', 's3']);
  });

  test.each([
    ['buckets', 's3'],
    ['databases', 'rds'],
    ['keys', 'kms'],
  ])('are those that the configuration names: %s', async (kind, found) => {
    expect(await kindsFound({ kinds: [kind] })).toEqual([found]);
  });

  test('cannot be none, nor others', async () => {
    for (const kinds of [[], ['queues']]) {
      const protectedStack = stack(siblingStack());
      const { findings } = await analyze(protectedStack, { config: { [POLICY]: { kinds } } });
      expect(findings.length).toBeGreaterThan(0);
      for (const { message } of findings) expect(message).toContain('kinds');
    }
  });
});
