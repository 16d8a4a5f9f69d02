import { CATALOG } from '../../policies/catalog';
import type { Control } from '../../policies/control';
import { graphOf, type Graph } from '../../policies/graph/graph';
import { destinationsOf } from '../../policies/graph/replication';
import { POLICY, settingsOf } from '../../policies/graph/settings';
import { sharedGraphs } from '../../policies/graph/shared';
import { BUCKET, BUCKET_POLICY_TOKENS, REPLICATION } from '../../policies/graph/tokens';
import { analyze } from '../../tools/policies/analyze';
import { siblingStack, stack, type Given } from './stack';

/** Controls that keep the graph they are given. */
function watching(graphs: Graph[]): Control[] {
  const [control] = CATALOG;
  return ['first', 'second', 'third'].map((id) => ({
    ...control!,
    id,
    content: () => ({ verdict: 'pass' }),
    graph: {
      suffix: 'graph',
      judge: (graph) => {
        graphs.push(graph);
        return [];
      },
    },
  }));
}

describe('what an analysis costs', () => {
  test('is one graph for all controls', async () => {
    const graphs: Graph[] = [];
    const controls = watching(graphs);
    await analyze(stack(siblingStack()), { controls });
    expect(graphs).toHaveLength(3);
    expect(new Set(graphs).size).toBe(1);
    await analyze(stack(siblingStack()), { controls });
    expect(new Set(graphs).size).toBe(2);
  });

  test('is another graph for other resources, and when a control asks again', () => {
    const resources = ['a', 'b'].map(
      (urn) => ({ urn, type: 'any', props: {} }) as unknown as Graph['resources'][number],
    );
    const graphs = sharedGraphs(new Map());
    const first = graphs.of('one', resources);
    expect(graphs.of('two', [...resources])).toBe(first);
    expect(graphs.of('three', resources.slice(1))).not.toBe(first);
    expect(graphs.of('four', resources.slice(1))).toBe(graphs.of('five', resources.slice(1)));
    const again = graphs.of('five', resources.slice(1));
    expect(graphs.of('six', resources.slice(1))).toBe(again);
    graphs.forget();
    expect(graphs.of('seven', resources.slice(1))).not.toBe(again);
  });

  test('is each policy document parsed once, whoever reads it', async () => {
    // Texts that no other test has asked for.
    const texts = new Map<string, number>();
    const given = siblingStack().map((one, index): Given => {
      const policy = one.inputs?.['policy'];
      if (policy === undefined) return one;
      const text = JSON.stringify({ ...(policy as object), Id: `counted-${index}` });
      texts.set(text, 0);
      return { ...one, inputs: { ...one.inputs, policy: text } };
    });
    const parse = jest.spyOn(JSON, 'parse');
    await analyze(stack(given));
    for (const [text] of parse.mock.calls)
      if (texts.has(String(text))) texts.set(String(text), texts.get(String(text))! + 1);
    parse.mockRestore();
    expect(texts.size).toBeGreaterThan(5);
    expect([...texts.values()]).toEqual([...texts.keys()].map(() => 1));
  });

  test('grows with the resources and not with their square', () => {
    /** How often a URN is looked at while settings and replications of so many buckets are found. */
    const looks = (count: number): number => {
      let looked = 0;
      const watched = (resource: object): object =>
        new Proxy(resource, {
          get: (target, key) => {
            if (key === 'urn') looked += 1;
            return Reflect.get(target, key) as unknown;
          },
        });
      const resources = Array.from({ length: count }, (_, index) => {
        const bucket = watched({ urn: `bucket-${index}`, type: BUCKET[0], props: {}, propertyDependencies: {} });
        const of = (type: string) =>
          watched({ urn: `${type}-${index}`, type, props: {}, propertyDependencies: { bucket: [bucket] } });
        return [bucket, of(BUCKET_POLICY_TOKENS[0]!), of(REPLICATION[0]!)];
      }).flat() as Graph['resources'];
      const graph = graphOf(resources, new Map());
      expect(settingsOf(graph, POLICY).ofBucket.get('bucket-7')).toHaveLength(1);
      expect(destinationsOf(graph)[7]!.source?.urn).toBe('bucket-7');
      return looked;
    };
    expect(looks(400)).toBeLessThan(2.1 * looks(200));
  });
});
