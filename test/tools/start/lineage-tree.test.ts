import { lineageTree } from '../../../tools/start/lineage-tree';
import { documentOf } from './fixtures';

const graph = (edges: [string, string][], names: string[], truncated = false) => {
  const nodes = names.map((name) => ({ artifact: documentOf(name) }));
  const id = (name: string) => `art_${name}`;
  return {
    root: id(names[0]!),
    nodes,
    edges: edges.map(([child, parent]) => ({ child_id: id(child), parent_id: id(parent), parent_sha256: '' })),
    truncated,
  };
};

describe('the lineage tree', () => {
  it('hangs what an artifact was made from below it', () => {
    const lines = lineageTree(
      graph(
        [
          ['c', 'a'],
          ['c', 'b'],
          ['a', 'src'],
        ],
        ['c', 'a', 'b', 'src'],
      ),
    );
    expect(lines.map((line) => line.split(/\s{2,}(?=made)/)[0])).toEqual(['c', '├─ a', '│  └─ src', '└─ b']);
    expect(lines[0]).toMatch(/made by OPS\.DATA\.Ingest 1\.2\.3 +1\.2 kB +sha256 abababababab…$/);
  });

  it('draws an artifact that two paths reach once, and names it again', () => {
    const lines = lineageTree(
      graph(
        [
          ['d', 'b'],
          ['d', 'c'],
          ['b', 'a'],
          ['c', 'a'],
          ['a', 'src'],
        ],
        ['d', 'b', 'c', 'a', 'src'],
      ),
    );
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toMatch(/└─ a +\(shown above\)$/);
  });

  it('says when it shows a part only', () => {
    expect(lineageTree(graph([['b', 'a']], ['b'], true))).toEqual([
      expect.stringMatching(/^b/),
      expect.stringMatching(/^└─ art_a +\(not in this answer\)$/),
      expect.stringMatching(/cut at its limit/),
    ]);
  });
});
