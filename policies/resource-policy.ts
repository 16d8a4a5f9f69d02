import { notKnownYet, PASS, type Outcome, type Place } from './control';
import { UNKNOWN } from './document/leaf';
import type { DocumentKind, ParsedDocument } from './document/parse';
import { exampleOf } from './document/pattern';
import { patternOf, variablesOf } from './document/variables';
import { actionsOf } from './document/witnesses';
import { documentOf } from './documents';
import type { Grant } from './grants';
import type { Reading } from './reading/read';
import { grantToStranger, type Strangers } from './strangers';

/** A document of a resource, or what there is to say without one. */
export type Readable = { document: ParsedDocument } | { outcome: Outcome };

/** Reads the document that stands at a property: what is malformed fails, what is unknown is judged when it is known. */
export function readDocument(given: Reading, kind: DocumentKind, property: Place['property']): Readable {
  const parsed = documentOf(given, kind);
  if (parsed.state === 'document') return { document: parsed.document };
  if (parsed.state === 'unknown') return { outcome: notKnownYet(property.join('.'), { property }) };
  return {
    outcome: { verdict: 'fail', because: `The policy is malformed: ${parsed.problems.join('; ')}`, at: { property } },
  };
}

/** The word on what a document allows: that it allows it is what fails. */
export function outcomeOf(grant: Grant | undefined, what: string, property: Place['property']): Outcome {
  if (grant === undefined) return PASS;
  const { statement } = grant;
  if (grant.verdict === 'granted') return { verdict: 'fail', because: what, at: { property, statement } };
  const unknown = `whether it holds that ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
  return { verdict: 'unverifiable', unknown, final: grant.final, at: { property, statement } };
}

/** The resources that the statements name, each as one ARN, beside those given; a variable has some value. */
export const resourcesOf = ({ statements, variables }: ParsedDocument, given: readonly string[]): string[] => [
  ...new Set([
    ...given,
    ...statements
      .flatMap(({ resources }) => resources?.values ?? [])
      .flatMap((value) => {
        if (value === UNKNOWN) return [];
        const pattern = patternOf(value, variables, new Map(variablesOf(value).map((key) => [key, ['any']])));
        return pattern === undefined ? [] : [exampleOf(pattern)];
      }),
  ]),
];

/** What a resource's policy may not allow to strangers. */
interface StrangersRule {
  strangers: Strangers;
  /** Sentence that says what is wrong. */
  because: string;
  service: string;
  /** Requests that are asked beside those that the document names. */
  actions: readonly string[];
  resources: readonly string[];
  /** Actions that strangers may do. */
  harmless?: RegExp;
}

/** Judges whether a resource's policy lets strangers in. */
export const judgeStrangers = (document: ParsedDocument, rule: StrangersRule, property: Place['property']): Outcome =>
  outcomeOf(
    grantToStranger(document, rule.strangers, {
      actions: actionsOf(document.statements, rule.actions, rule.service).filter((one) => !rule.harmless?.test(one)),
      resources: resourcesOf(document, rule.resources),
    }),
    rule.because,
    property,
  );
