import { IDENTITY_POLICY } from '../../policies/document-kinds';
import { parseDocument } from '../../policies/document/parse';
import { inPartitions } from '../../policies/partitions';

const ARNS = ['arn:aws:s3:::gl/key', 'arn::iam::111122223333:role/arn:aws:any'];
const inThoseOf = (...Resource: string[]): string[] => {
  const value = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource } };
  const parsed = parseDocument({ state: 'known', value }, IDENTITY_POLICY);
  if (parsed.state !== 'document') throw new Error(JSON.stringify(parsed));
  return inPartitions(parsed.document, ARNS);
};
const inPartition = (partition: string): string[] => [
  `arn:${partition}:s3:::gl/key`,
  `arn:${partition}:iam::111122223333:role/arn:aws:any`,
];

test('resources are looked for where most accounts are, and wherever a document speaks of', () => {
  expect(inThoseOf('*')).toEqual(inPartition('aws'));
  expect(inThoseOf('arn:aws:s3:::a', 'arn:aws:s3:::b')).toEqual(inPartition('aws'));
  expect(inThoseOf('arn:aws-cn:s3:::a', '*', 'arn:aws:s3:::a', 'arn:aws-cn:s3:::b', 'arn:*:s3:::c')).toEqual([
    ...inPartition('aws'),
    ...inPartition('aws-cn'),
    ...inPartition('x'),
  ]);
});
