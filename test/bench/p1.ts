import path from 'node:path';
import type { AnalyzeRequest, AnalyzeStackRequest } from '@pulumi/pulumi/proto/analyzer_pb';
import { CATALOG } from '../../policies/catalog';
import { analyzeRequest, analyzeStackRequest } from '../../tools/policies/messages';
import type { AnalyzedResource } from '../../tools/policies/types';
import { startPack } from '../policies/pack-process';
import { BASELINE, EMPTY, IDLE, rowsOf, type Sample } from './p1-rows';
import { stackOf } from './p1-stack';
import { useOf } from './process-use';
import type { Row } from './row';
import { interleaved } from './statistics';

const ROUNDS = 5;
const SIZES = [100, 1_000, 4_000, 10_000];

interface Pack {
  name: string;
  folder: string;
  env: Record<string, string>;
  sizes: readonly number[];
}

const counted = (has: (control: (typeof CATALOG)[number]) => boolean): string => String(CATALOG.filter(has).length);
const PACKS: readonly Pack[] = [
  { name: BASELINE, folder: path.join(__dirname, '../../policies'), env: {}, sizes: SIZES },
  { name: EMPTY, folder: path.join(__dirname, 'packs/empty'), env: {}, sizes: [100, 1_000, 10_000] },
  {
    name: IDLE,
    folder: path.join(__dirname, 'packs/idle'),
    env: {
      GL_BENCH_RESOURCE_POLICIES: counted(({ content }) => content !== undefined),
      GL_BENCH_STACK_POLICIES: counted(({ graph }) => graph !== undefined),
    },
    sizes: [1_000],
  },
];

interface Requests {
  resources: number;
  inputs: AnalyzeRequest[];
  outputs: AnalyzeStackRequest;
}

function requestsOf(resources: readonly AnalyzedResource[], size: number): Requests {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  return {
    resources: size,
    inputs: resources.map((resource) => analyzeRequest(resource, byUrn)),
    outputs: analyzeStackRequest(resources),
  };
}

/** A process of its own for each stack, as the engine starts one for each preview. */
async function sample({ name, folder, env }: Pack, requests: Requests): Promise<{ sample: Sample; findings: number }> {
  const pack = await startPack(folder, env);
  try {
    const before = useOf(pack.pid);
    const begin = performance.now();
    const answers = await pack.answer(requests.inputs, requests.outputs);
    const judgeMs = performance.now() - begin;
    const { cpuSeconds, peakMiB } = useOf(pack.pid);
    return {
      sample: {
        pack: name,
        resources: requests.resources,
        startMs: pack.startMs,
        judgeMs,
        cpuSeconds: cpuSeconds - before.cpuSeconds,
        peakMiB,
      },
      findings: answers.reduce((sum, answer) => sum + answer.getDiagnosticsList().length, 0),
    };
  } finally {
    await pack.stop();
  }
}

/** A pack that judges nothing would be the fastest. */
async function checkThatItJudges(baseline: Pack): Promise<void> {
  const weak = stackOf(100).filter(({ type }) => type !== 'aws:s3/bucketPolicy:BucketPolicy');
  const { findings } = await sample(baseline, requestsOf(weak, 100));
  if (findings === 0)
    throw new Error('the pack found nothing in a stack without bucket policies: its time says nothing');
}

/**
 * Measures the policy pack as the engine runs it, against an empty pack and against one with as many policies that do
 * nothing: what the SDK itself needs for them.
 *
 * @param say - told what is measured
 */
export async function p1(say: (line: string) => void): Promise<Row[]> {
  await checkThatItJudges(PACKS[0]!);
  const stacks = new Map(SIZES.map((size) => [size, requestsOf(stackOf(size), size)]));
  const samples: Sample[] = [];
  for (const [round, packs] of interleaved(PACKS, ROUNDS).entries())
    for (const size of SIZES)
      for (const pack of packs.filter(({ sizes }) => sizes.includes(size))) {
        const { sample: one, findings } = await sample(pack, stacks.get(size)!);
        if (findings > 0) throw new Error(`${pack.name} found ${findings} in a compliant stack of ${size}`);
        samples.push(one);
        say(`round ${round + 1}: ${size} resources, ${pack.name}: ${one.judgeMs.toFixed(0)} ms`);
      }
  return rowsOf(samples);
}
