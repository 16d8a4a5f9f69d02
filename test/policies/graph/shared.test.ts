import type { ResourceView, StackResource } from '../../../policies/control';
import { sharedGraphs } from '../../../policies/graph/shared';
import { resourceOf, seenOf } from './resource';

const bucket = (name: string): StackResource => resourceOf('aws:s3/bucket:Bucket', name, { bucket: name });
const STACK = [bucket('a'), bucket('b')];
/** The same resources, as the SDK makes them anew for each policy. */
const again = (): StackResource[] => STACK.map(({ name }) => bucket(name));

describe('the graph of a run', () => {
  test('is one for all controls', () => {
    const graphs = sharedGraphs(new Map());
    const first = graphs.of('one', STACK);
    expect(graphs.of('two', again())).toBe(first);
    expect(graphs.of('three', again())).toBe(first);
  });

  test('is another when a control asks again, and for all after it', () => {
    const graphs = sharedGraphs(new Map());
    const first = graphs.of('one', STACK);
    graphs.of('two', again());
    const second = graphs.of('one', again());
    expect(second).not.toBe(first);
    expect(graphs.of('two', again())).toBe(second);
  });

  test.each([
    ['fewer', STACK.slice(1)],
    ['more', [...STACK, bucket('c')]],
    ['others', [bucket('a'), bucket('c')]],
    ['in another order', [...STACK].reverse()],
  ])('is another for resources that are %s', (_what, resources) => {
    const graphs = sharedGraphs(new Map());
    const first = graphs.of('one', STACK);
    const second = graphs.of('two', resources);
    expect(second).not.toBe(first);
    expect(second.resources).toEqual(resources);
  });

  test('is made anew, with what was seen since, when that is asked for', () => {
    const inputs = new Map<string, ResourceView>();
    const graphs = sharedGraphs(inputs);
    expect(graphs.of('one', STACK).inputsOf(STACK[0]!).seen).toBe(false);
    for (const [urn, view] of seenOf(STACK[0]!)) inputs.set(urn, view);
    graphs.forget();
    expect(graphs.of('two', STACK).inputsOf(STACK[0]!).seen).toBe(true);
  });
});
