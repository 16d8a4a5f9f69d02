import { notKnownYet, PASS, type Judgement, type Outcome } from './control';
import { named, read } from './reading/read';

/** From the one that decides to the one that says least. */
const WEIGHT: readonly Outcome['verdict'][] = ['fail', 'unverifiable', 'deferred', 'pass', 'not applicable'];

/** The word on a resource that is judged in parts: a part that fails decides, then one that is not known. */
export const worstOf = (outcomes: readonly Outcome[]): Outcome =>
  WEIGHT.map((verdict) => outcomes.find((outcome) => outcome.verdict === verdict)).find(Boolean) ?? PASS;

/** One judgement of each resource, from all that were made of it. */
export function byResource(judgements: Iterable<Judgement>): Judgement[] {
  const words = new Map<string, Outcome[]>();
  for (const { urn, outcome } of judgements) {
    const known = words.get(urn);
    if (known === undefined) words.set(urn, [outcome]);
    else known.push(outcome);
  }
  return [...words].map(([urn, outcomes]) => ({ urn, outcome: worstOf(outcomes) }));
}

export const fail = (because: string, property: readonly (string | number)[]): Outcome => ({
  verdict: 'fail',
  because,
  at: { property },
});

/** What one property has to be. */
interface Requirement {
  property: readonly (string | number)[];
  holds: (value: unknown) => boolean;
  /** What is wrong otherwise; never with the value. */
  because: string;
  /** What the provider takes when it is not set. @default fail */
  absent?: 'pass' | 'fail';
}

/** Judges one property of a resource by its value alone. */
export function requires(from: unknown, { property, holds, because, absent = 'fail' }: Requirement): Outcome {
  const reading = read(from, ...property);
  if (reading.state === 'unknown') return notKnownYet(reading.path, { property });
  const good = reading.state === 'known' ? holds(reading.value) : absent === 'pass';
  return good ? PASS : fail(because, property);
}

export const isTrue = (value: unknown): boolean => value === true;
export const isNotTrue = (value: unknown): boolean => value !== true;
export const isNotFalse = (value: unknown): boolean => value !== false;

/** Judges that a property names something; what exactly does not matter, so that it may be unknown as yet. */
export function names(from: unknown, property: readonly (string | number)[], because: string): Outcome {
  return named(read(from, ...property)).state === 'absent' ? fail(because, property) : PASS;
}

/** What takes a resource out of a control. */
export interface Exception {
  property: string;
  /** The values that do. @default any but an empty text, which is as good as none */
  holds?: (value: unknown) => boolean;
  because: string;
}

/** Whether the word refuses before `pulumi up`. */
export const refuses = (outcome: Outcome): boolean =>
  outcome.verdict === 'fail' || (outcome.verdict === 'unverifiable' && outcome.final);

/**
 * The word on a resource, but where a property takes it out of the control. While it is not known whether one does,
 * nothing is refused: it is judged again when that is known.
 */
export function unless(from: object, exceptions: readonly Exception[], outcome: Outcome): Outcome {
  const readings = exceptions.map((one) => ({ ...one, reading: named(read(from, one.property)) }));
  const out = readings.find(({ reading, holds = () => true }) => reading.state === 'known' && holds(reading.value));
  if (out !== undefined) return { verdict: 'not applicable', because: out.because };
  const open = readings.find(({ reading }) => reading.state === 'unknown');
  return open !== undefined && refuses(outcome) ? notKnownYet(open.property, { property: [open.property] }) : outcome;
}
