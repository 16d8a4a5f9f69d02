import features from '../comparison/features.json';

interface Row {
  feature: string;
  /** Y, P for in part, N; in the order of the peers. */
  peers: readonly string[];
  ours: string;
  /** Tests that show ours, each by its file and its name as it stands there. */
  tests: readonly { file: string; name: string }[];
}

const WORDS: Readonly<Record<string, string>> = { Y: 'yes', P: 'in part', N: 'no' };
const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

const word = (letter: string): string => {
  const found = WORDS[letter];
  if (found === undefined) throw new Error(`${letter} is none of ${Object.keys(WORDS).join(', ')}`);
  return found;
};

/** Ours links every test that shows it; a claim without one is none. */
function oursOf({ feature, ours, tests }: Row): string {
  if (ours !== 'N' && tests.length === 0) throw new Error(`no test shows: ${feature}`);
  const links = tests.map(({ file, name }, i) => `[${i === 0 ? word(ours) : i + 1}](../${file} '${name}')`);
  return links.length === 0 ? word(ours) : links.join(' ');
}

const table = (peers: readonly string[], rows: readonly Row[]): string =>
  [
    row(['', ...peers, 'gl-artifacts']),
    row(['---', ...peers.map(() => '---'), '---']),
    ...rows.map((one) => row([one.feature, ...one.peers.map(word), oursOf(one)])),
  ].join('\n');

/** Tests that the page links to, for whoever checks that they are there. */
export const linkedTests = (): Row['tests'] =>
  [...features.bucket, ...features.database].flatMap(({ tests }: Row) => tests);

/**
 * The page that compares the components with their peers, feature by feature; every claim of ours links to its test.
 *
 * @throws {Error} for a claim without a test
 */
export const comparisonPage = (): string => `# Compared with its peers

Generated from \`tools/comparison/features.json\` by \`npm run generate\`. The peers' sources were read in ${features.read}; a
feature counts as theirs when a caller gets it by default or by an option, and as "in part" when the option has a gap or
is another library's, passed on. Each cell of ours links to the tests that show it.

## Buckets

${table(features.bucketPeers, features.bucket)}

## Databases

${table(features.databasePeers, features.database)}
`;
