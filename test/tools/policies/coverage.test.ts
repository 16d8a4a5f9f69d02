import fc from 'fast-check';
import type { Control, Outcome } from '../../../policies/control';
import { coverageOf } from '../../../tools/policies/coverage';
import { coverageText } from '../../../tools/policies/report/coverage-text';
import type { Covered, PackConfig } from '../../../tools/policies/types';

const control = (id: string, level: Control['level'] = 'mandatory'): Control =>
  ({ id, level, content: () => ({ verdict: 'pass' }), graph: { suffix: 'graph', judge: () => [] } }) as never;
const CONTROLS = [control('first'), control('second', 'advisory')];
const word = (id: string, urn: string, outcome: Outcome, graph = false): Covered => ({
  control: id,
  policy: graph ? `${id}-graph` : id,
  urn,
  outcome,
});
const resource = (urn: string, type = 'aws:s3/bucket:Bucket', custom = true) => ({ urn, type, custom });
const deferred: Outcome = { verdict: 'deferred', because: 'the graph says' };
const outcomes = fc.constantFrom<Outcome>(
  { verdict: 'pass' },
  { verdict: 'fail', because: 'is open' },
  { verdict: 'unverifiable', unknown: 'policy', final: false },
  deferred,
  { verdict: 'not applicable', because: 'a target of logs' },
);

describe('the coverage', () => {
  test('has one verdict for a control and a resource, the last word said of it, and counts each once', () => {
    const words = fc.array(
      fc
        .tuple(fc.constantFrom('first', 'second'), fc.constantFrom('a', 'b', 'c'), outcomes, fc.boolean())
        .map(([id, urn, outcome, graph]) => word(id, urn, outcome, graph)),
    );
    fc.assert(
      fc.property(words, (said) => {
        for (const { control: id, counts, resources } of coverageOf(said, [], CONTROLS, {}).controls) {
          const own = said.filter((one) => one.control === id);
          expect(new Set(resources.map(({ urn }) => urn))).toEqual(new Set(own.map(({ urn }) => urn)));
          expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(resources.length);
          for (const { urn, verdict, policy } of resources) {
            const last = own.findLast((one) => one.urn === urn)!;
            expect([verdict, policy]).toEqual([last.outcome.verdict, last.policy]);
          }
        }
      }),
    );
  });

  test('says why of everything but a pass, and of what is exempt the reason of the exemption', () => {
    const exemption = { policy: 'first', urn: 'd', owner: 'o', reason: 'until the move', ticket: 't', expires: 'e' };
    const words = [
      word('first', 'a', { verdict: 'pass' }),
      word('first', 'b', deferred),
      word('first', 'c', { verdict: 'unverifiable', unknown: 'policy', final: false }),
      { ...word('first', 'd', { verdict: 'fail', because: 'is open' }), exemption },
      word('first', 'b', { verdict: 'fail', because: 'has none' }, true),
    ];
    const [first] = coverageOf(
      words,
      ['d', 'c', 'b', 'a'].map((urn) => resource(urn)),
      CONTROLS,
      {},
    ).controls;
    expect(first!.resources).toEqual([
      { urn: 'd', verdict: 'exempt', policy: 'first', because: 'until the move' },
      { urn: 'c', verdict: 'unverifiable', policy: 'first', because: 'policy is not known' },
      { urn: 'b', verdict: 'fail', policy: 'first-graph', because: 'has none' },
      { urn: 'a', verdict: 'pass', policy: 'first' },
    ]);
  });

  test('names the resources of a cloud that no control is for, and no component, provider or judged one', () => {
    const registered = [
      resource('stack', 'pulumi:pulumi:Stack', false),
      resource('provider', 'pulumi:providers:aws'),
      resource('component', 'gl-artifacts:s3:ArtifactBucket', false),
      resource('vpc', 'aws:ec2/vpc:Vpc'),
      resource('bucket'),
      resource('alarm', 'aws:cloudwatch/metricAlarm:MetricAlarm'),
      resource('alarm-2', 'aws:cloudwatch/metricAlarm:MetricAlarm'),
    ];
    const { withoutControl } = coverageOf([word('second', 'bucket', deferred)], registered, CONTROLS, {});
    expect(withoutControl).toEqual([
      { type: 'aws:cloudwatch/metricAlarm:MetricAlarm', urns: ['alarm', 'alarm-2'] },
      { type: 'aws:ec2/vpc:Vpc', urns: ['vpc'] },
    ]);
  });

  test('is in the text what was looked at, and tells a control that found nothing from one that did not look', () => {
    const words = [
      word('first', 'a', { verdict: 'pass' }),
      word('first', 'b', { verdict: 'not applicable', because: 'a target of logs' }),
      word('first', 'c', { verdict: 'not applicable', because: 'a target of logs' }),
    ];
    const text = (config: PackConfig): string =>
      coverageText(coverageOf(words, [resource('v', 'aws:ec2/vpc:Vpc')], CONTROLS, config)).join('\n');
    expect(text({})).toContain('looked at: 3 resources by 1 of 2 controls; no control is for 1 more');
    expect(text({})).toMatch(/^ {2}first +1 +0 +0 +0 +2 +0$/m);
    expect(text({})).toMatch(/^ {2}second +not looked at: the stack has nothing of its kind$/m);
    expect(text({})).toMatch(/^ {5}2 {2}first: a target of logs$/m);
    expect(text({})).toMatch(/^ {5}1 {2}aws:ec2\/vpc:Vpc$/m);
    const disabled = text({ second: 'disabled', 'second-graph': { enforcementLevel: 'disabled' } });
    expect(disabled).toMatch(/^ {2}second +not looked at: disabled by the configuration$/m);
    expect(text({ second: 'disabled' })).not.toContain('disabled by');
  });
});
