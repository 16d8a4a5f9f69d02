import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import features from '../../../tools/comparison/features.json';
import { comparisonPage, linkedTests } from '../../../tools/generate/comparison-page';

const root = path.join(__dirname, '..', '..', '..');

/** A name as it stands in the source: a title of a test, whatever stands before it. */
const hasTest = (file: string, name: string): boolean =>
  existsSync(path.join(root, file)) &&
  ["'", '"', '`'].some((quote) => readFileSync(path.join(root, file), 'utf8').includes(`${quote}${name}${quote}`));

describe('the comparison with peers', () => {
  test('links to tests that are there', () => {
    expect(linkedTests().filter(({ file, name }) => !hasTest(file, name))).toEqual([]);
    expect(hasTest('test/tools/generate/comparison-page.test.ts', 'links to tests ' + 'that are not')).toBe(false);
  });

  test('says something of every peer in every row', () => {
    const short = [
      ...features.bucket.filter(({ peers }) => peers.length !== features.bucketPeers.length),
      ...features.database.filter(({ peers }) => peers.length !== features.databasePeers.length),
    ];
    expect(short).toEqual([]);
  });

  test('shows every feature, with a link wherever ours has it', () => {
    const page = comparisonPage();
    for (const { feature, ours } of [...features.bucket, ...features.database]) {
      const line = page.split('\n').find((one) => one.startsWith(`| ${feature} |`));
      expect(line?.includes('](../test/')).toBe(ours !== 'N');
    }
  });
});
