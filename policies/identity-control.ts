import { attachedBy } from './attachments';
import { isBoundaryAlone } from './boundaries';
import type { Configuration } from './configuration';
import {
  notKnownYet,
  PASS,
  type Control,
  type ControlFacts,
  type Judgement,
  type Outcome,
  type Place,
} from './control';
import { IDENTITY_POLICY } from './document-kinds';
import type { ParsedDocument } from './document/parse';
import { sessionOf } from './document/witnesses';
import { grantOf, type Wanted } from './grants';
import type { Graph } from './graph/graph';
import { GROUP_POLICY, MANAGED_POLICY, POLICY_ATTACHMENT, ROLE, ROLE_POLICY, USER_POLICY } from './graph/tokens';
import { fail, refuses as isRefused, worstOf } from './outcomes';
import { asText, isDictionary, named, read, readList, type Reading } from './reading/read';
import { outcomeOf, readDocument } from './resource-policy';

/** A policy of an identity, wherever it is written. */
export interface IdentityPolicy {
  document: ParsedDocument;
  /** Name of the role, user or group that has it; of a managed policy its own. */
  holder: Reading<string>;
  property: Place['property'];
}

export interface IdentityRule<C> extends ControlFacts {
  configuration: Configuration<C>;
  judge: (policy: IdentityPolicy, config: C) => Outcome;
  /** What is wrong with attaching a policy of AWS, by its name; where it is left out, attachments are not looked at. */
  attached?: (name: string, config: C) => string | undefined;
}

/** Property that names whoever has the policy. */
const HOLDERS: readonly [tokens: readonly string[], property: string][] = [
  [ROLE_POLICY, 'role'],
  [USER_POLICY, 'user'],
  [GROUP_POLICY, 'group'],
  [MANAGED_POLICY, 'name'],
  [ROLE, 'name'],
];

/** A policy that a resource has in it. */
interface Written {
  given: Reading;
  holder: Reading<string>;
  property: Place['property'];
}

/**
 * Whether a block of a role has nothing in it: it removes the policies that were added out of band.
 * Source: https://www.pulumi.com/registry/packages/aws/api-docs/iam/role/
 */
const isEmpty = (block: unknown): boolean =>
  isDictionary(block) && ['name', 'policy'].every((key) => named(read(block, key)).state === 'absent');

/** The policies that are written in a resource. */
export function writtenIn(type: string, props: object): Written[] {
  const [, holding = 'name'] = HOLDERS.find(([tokens]) => tokens.includes(type)) ?? [];
  const holder = asText(read(props, holding));
  if (!ROLE.includes(type)) return [{ given: read(props, 'policy'), holder, property: ['policy'] }];
  const list = readList(props, 'inlinePolicies');
  if (list.state === 'absent') return [];
  if (list.state === 'unknown') return [{ given: list, holder, property: ['inlinePolicies'] }];
  return list.value.flatMap((one, index): Written[] => {
    if (one.state === 'known' && isEmpty(one.value)) return [];
    const given = one.state === 'known' ? read(one.value, 'policy') : one;
    return [{ given, holder, property: ['inlinePolicies', index, 'policy'] }];
  });
}

const AWS_MANAGED = /^arn:[a-z-]+:iam::aws:policy\/(?:.*\/)?([^/]+)$/;
const LATER: Outcome = { verdict: 'deferred', because: 'the policy may be one of this stack' };
const MAYBE_BOUNDARY: Outcome = { verdict: 'deferred', because: 'whether it is a boundary alone, the graph says' };
const OPEN = notKnownYet('whether it is a permissions boundary, which gives nothing');
const BOUNDARY: Outcome = { verdict: 'not applicable', because: 'it is a permissions boundary, which gives nothing' };

/** What there is to say of attachments whose policy is not known: one of this stack is judged where it is written. */
const judgeAttachments = (graph: Graph): Judgement[] =>
  [...graph.ofType(POLICY_ATTACHMENT), ...graph.ofType(ROLE)].flatMap((resource): Judgement[] => {
    const { props } = graph.inputsOf(resource);
    const open = attachedBy(resource.type, props).filter(({ given }) => given.state === 'unknown');
    return open.map(({ property }) => {
      const passed = resource.propertyDependencies[String(property[0])] ?? [];
      const own = passed.length > 0 && passed.every(({ type }) => MANAGED_POLICY.includes(type));
      return { urn: resource.urn, outcome: own ? PASS : notKnownYet(property.join('.'), { property }) };
    });
  });

/**
 * Makes a control of what identities may do: it judges every policy of a role, user or group, managed, inline or on its
 * own, and what is attached of AWS's policies. Whether a managed one is a boundary alone, the graph has to say.
 */
export function identityControl<C>(rule: IdentityRule<C>): Control<C> {
  const { judge, attached } = rule;
  const tokens = [...HOLDERS.flatMap(([types]) => types), ...(attached === undefined ? [] : POLICY_ATTACHMENT)];
  const judgeWritten = (
    { given, holder, property }: Written,
    config: C,
    said = (word: Outcome): Outcome => word,
  ): Outcome => {
    const readable = readDocument(given, IDENTITY_POLICY, property);
    return 'outcome' in readable ? readable.outcome : said(judge({ ...readable, holder, property }, config));
  };
  const judgeManaged = (graph: Graph, config: C): Judgement[] =>
    graph.ofType(MANAGED_POLICY).flatMap((resource): Judgement[] => {
      const { urn, type } = resource;
      const words = writtenIn(type, graph.inputsOf(resource).props).map((one) => judgeWritten(one, config));
      return words.filter(isRefused).map((word) => {
        const outcome = { yes: BOUNDARY, maybe: OPEN, no: word }[isBoundaryAlone(graph, resource)];
        return { urn, outcome };
      });
    });
  return {
    ...rule,
    notApplicable: [
      ...rule.notApplicable,
      'A managed policy that roles or users of the stack have as their permissions boundary, and that it attaches to nobody: a boundary gives nothing.',
    ],
    tokens,
    content: ({ type, props }, config): Outcome => {
      const attachments = attached === undefined ? [] : attachedBy(type, props);
      const attaching = attachments.map(({ given, property }): Outcome => {
        if (given.state === 'unknown') return LATER;
        const name = given.state === 'known' ? AWS_MANAGED.exec(String(given.value))?.[1] : undefined;
        const because = name === undefined ? undefined : attached!(name, config);
        return because === undefined ? PASS : fail(because, property);
      });
      const isManaged = MANAGED_POLICY.includes(type);
      const written = POLICY_ATTACHMENT.includes(type) ? [] : writtenIn(type, props);
      const judged = written.map((one) =>
        judgeWritten(one, config, (word) => (isManaged && isRefused(word) ? MAYBE_BOUNDARY : word)),
      );
      const all = [...attaching, ...judged];
      return all.length === 0 ? { verdict: 'not applicable', because: 'no policy is written in it' } : worstOf(all);
    },
    graph: {
      suffix: 'graph',
      judge: (graph, config) => [
        ...(attached === undefined ? [] : judgeAttachments(graph)),
        ...judgeManaged(graph, config),
      ],
    },
  };
}

/** Whoever has an identity's policy: nothing in it speaks of who that is. */
const HOLDER = sessionOf('111122223333');

/** Fails when an identity's policy allows one of the requests, whatever conditions it has to meet for that. */
export const refuses = (
  { document, property }: Pick<IdentityPolicy, 'document' | 'property'>,
  wanted: Pick<Wanted, 'actions' | 'resources'> & { context?: Wanted['context'] },
  because: string,
): Outcome => outcomeOf(grantOf(document, { principal: HOLDER, context: {}, ...wanted }), because, property);
