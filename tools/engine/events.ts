import { readFile } from 'node:fs/promises';

/** What happened, or would happen, to one resource. */
export interface Step {
  urn: string;
  type: string;
  operation: string;
  /** Inputs that differ, as the provider named them. */
  changed: string[];
}

/** One finding of a policy pack. */
export interface PolicyFinding {
  policy: string;
  urn: string;
  level: string;
  message: string;
}

interface EngineEvent {
  resourcePreEvent?: { metadata: StepMetadata };
  resOutputsEvent?: { metadata: StepMetadata };
  policyEvent?: { policyName: string; resourceUrn?: string; enforcementLevel: string; message: string };
}

interface StepMetadata {
  op: string;
  urn: string;
  type: string;
  diffs?: string[];
  detailedDiff?: Record<string, unknown> | null;
}

/** Parts of a replacement; `replace` itself says it all. */
const PARTS: ReadonlySet<string> = new Set(['create-replacement', 'delete-replaced', 'discard-replaced']);

/** Reads what the engine wrote down of an operation: its steps, and what the policy packs found. */
export async function readEvents(file: string): Promise<{ steps: Step[]; policy: PolicyFinding[] }> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const events = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as EngineEvent);
  const steps = new Map<string, Step>();
  for (const { resourcePreEvent, resOutputsEvent } of events) {
    const metadata = (resourcePreEvent ?? resOutputsEvent)?.metadata;
    if (metadata === undefined || PARTS.has(metadata.op)) continue;
    const { op: operation, urn, type, detailedDiff, diffs } = metadata;
    steps.set(urn, {
      urn,
      type,
      operation,
      changed: [...new Set([...Object.keys(detailedDiff ?? {}), ...(diffs ?? [])])],
    });
  }
  const policy = events.flatMap(({ policyEvent }) =>
    policyEvent === undefined
      ? []
      : [
          {
            policy: policyEvent.policyName,
            urn: policyEvent.resourceUrn ?? '',
            level: policyEvent.enforcementLevel,
            message: plain(policyEvent.message),
          },
        ],
  );
  return { steps: [...steps.values()], policy };
}

/** The engine's messages carry its own colour marks. */
const plain = (text: string): string => text.replaceAll(/<\{%[^%]*%\}>/g, '').trim();
