import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { openTestStore, startAttempt, type TestStore } from '../../helpers/store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

/** Puts a small graph: node i is made from the nodes it lists. */
const build = async (parents: number[][]): Promise<string[]> => {
  const step = await startAttempt(store.acme);
  const ids: string[] = [];
  for (const [i, from] of parents.entries()) {
    const { artifact_id } = await store.acme.put({
      step,
      name: `${i}.bin`,
      body: Buffer.from(`${i}`),
      inputs: from.map((p) => ids[p]!),
    });
    ids.push(artifact_id);
  }
  return ids;
};

/** Breadth-first by hand, over the lists. */
const reached = (root: number, next: (i: number) => number[]): Map<number, number> => {
  const depths = new Map([[root, 0]]);
  for (const [i, depth] of depths) for (const n of next(i)) if (!depths.has(n)) depths.set(n, depth + 1);
  return depths;
};

describe('lineage', () => {
  test('reaches what a breadth-first search by hand reaches, at the same depths, both ways', async () => {
    const shapes = fc
      .array(fc.array(fc.nat(7), { maxLength: 3 }), { minLength: 2, maxLength: 8 })
      .map((lists) => lists.map((l, i) => [...new Set(l.filter((p) => p < i))]));
    await fc.assert(
      fc.asyncProperty(shapes, async (parents) => {
        const ids = await build(parents);
        for (const [i, id] of ids.entries()) {
          const up = await store.acme.lineage.upstream(id);
          const down = await store.acme.lineage.downstream(id);
          const expectUp = reached(i, (n) => parents[n]!);
          const expectDown = reached(i, (n) => parents.flatMap((list, child) => (list.includes(n) ? [child] : [])));
          const depths = (g: typeof up) => new Map(g.nodes.map((n) => [ids.indexOf(n.artifact.artifact_id), n.depth]));
          expect([depths(up), depths(down)].map((m) => [...m].sort())).toEqual(
            [expectUp, expectDown].map((m) => [...m].sort()),
          );
        }
      }),
      { numRuns: 8 },
    );
  });

  test('visits a node of a ladder of diamonds once, however many paths lead to it', async () => {
    const ladder: number[][] = [[]];
    for (let i = 0; i < 12; i++) {
      const top = ladder.length - 1;
      ladder.push([top], [top], [top + 1, top + 2]);
    }
    const ids = await build(ladder);
    const graph = await store.acme.lineage.upstream(ids.at(-1)!);
    expect(graph.nodes.length).toBe(ids.length);
    expect(graph.truncated).toBe(false);
  });

  test('says so when a limit cut it', async () => {
    const ids = await build([[], [0], [1], [2], [3]]);
    const cut = await store.acme.lineage.upstream(ids[4]!, { maxDepth: 2 });
    expect([cut.truncated, cut.nodes.length]).toEqual([true, 3]);
    const few = await store.acme.lineage.downstream(ids[0]!, { maxNodes: 2 });
    expect([few.truncated, few.nodes.length]).toEqual([true, 2]);
    expect((await store.acme.lineage.upstream(ids[4]!, { maxDepth: 4 })).truncated).toBe(false);
    expect((await store.acme.lineage.upstream(ids[4]!, { maxNodes: 5 })).truncated).toBe(false);
  });

  test('keeps superseded artifacts in the graph, with the digest that was read', async () => {
    const step = await startAttempt(store.acme);
    const old = await store.acme.put({ step, name: 'a.bin', body: Buffer.from('old') });
    const child = await store.acme.put({
      step,
      name: 'b.bin',
      body: Buffer.from(randomUUID()),
      inputs: [old.artifact_id],
    });
    const second = await store.acme.steps.start(step);
    await store.acme.put({ step: second, name: 'a.bin', body: Buffer.from('new') });
    const graph = await store.acme.lineage.upstream(child.artifact_id);
    expect(graph.edges).toEqual([
      { child_id: child.artifact_id, parent_id: old.artifact_id, parent_sha256: old.sha256 },
    ]);
    expect(graph.nodes[1]!.artifact.state).toBe('SUPERSEDED');
  });
});
