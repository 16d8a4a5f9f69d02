import type { Control } from '../../policies/control';
import { analyze, packInProcess, type PackInProcess } from '../../tools/policies/analyze';
import type { Analysis, AnalyzedResource, Finding, PackConfig } from '../../tools/policies/types';

/** What was said of one resource's inputs. */
interface Said {
  resource: AnalyzedResource;
  text: string;
  findings: Finding[];
  words: Analysis['words'];
}

interface Judging {
  controls: readonly Control[];
  config: PackConfig;
}

interface Session {
  pack: PackInProcess;
  said: Map<string, Said>;
}

/** As many stacks as the fixtures go back and forth between. */
const MOST_SESSIONS = 8;

const byUrnOf = (resources: readonly AnalyzedResource[]): Map<string, AnalyzedResource> =>
  new Map(resources.map((resource) => [resource.urn, resource]));

async function ask(
  { inputs, words }: PackInProcess,
  resource: AnalyzedResource,
  text: string,
  all: ReadonlyMap<string, AnalyzedResource>,
): Promise<Said> {
  words.length = 0;
  const findings = await inputs(resource, all);
  return { resource, text, findings, words: [...words] };
}

async function open(base: readonly AnalyzedResource[], judging: Judging): Promise<Session> {
  const pack = packInProcess(judging);
  const all = byUrnOf(base);
  const said = new Map<string, Said>();
  for (const resource of base) said.set(resource.urn, await ask(pack, resource, JSON.stringify(resource), all));
  return { pack, said };
}

/**
 * Judges stacks that differ from a base in few resources: the pack sees the inputs of the base once, then those of the
 * resources that differ, and all outputs each time. Where a resource is missing or new, a new pack sees everything.
 */
export function variantsOf(controls: readonly Control[], config: PackConfig = {}) {
  const judging = { controls, config };
  const sessions = new Map<string, Promise<Session>>();

  const sessionOf = (base: readonly AnalyzedResource[]): Promise<Session> => {
    const key = JSON.stringify(base);
    const session = sessions.get(key) ?? open(base, judging);
    sessions.delete(key);
    sessions.set(key, session);
    const [oldest] = sessions.keys();
    if (sessions.size > MOST_SESSIONS) sessions.delete(oldest!);
    return session;
  };

  return async (base: readonly AnalyzedResource[], variant: readonly AnalyzedResource[]): Promise<Analysis> => {
    const sameResources = base.length === variant.length && base.every(({ urn }, at) => urn === variant[at]!.urn);
    if (!sameResources) return analyze(variant, judging);
    const { pack, said } = await sessionOf(base);
    const all = byUrnOf(variant);
    const now: Said[] = [];
    const changed: Said[] = [];
    for (const resource of variant) {
      const before = said.get(resource.urn)!;
      const text = JSON.stringify(resource);
      if (text !== before.text) changed.push(before);
      now.push(text === before.text ? before : await ask(pack, resource, text, all));
    }
    pack.words.length = 0;
    const ofStack = await pack.outputs(variant);
    const analysis = {
      findings: [...now.flatMap(({ findings }) => findings), ...ofStack],
      words: [...now.flatMap(({ words }) => words), ...pack.words],
    };
    const ofBase = byUrnOf(base);
    for (const { resource, text } of changed) await ask(pack, resource, text, ofBase);
    return analysis;
  };
}
