import { NO_CONFIGURATION } from '../../policies/configuration';
import { notKnownYet, PASS, type Outcome, type ResourceView, type StackResource } from '../../policies/control';
import { IDENTITY_POLICY } from '../../policies/document-kinds';
import { BUCKET_POLICY, parseDocument, type DocumentKind } from '../../policies/document/parse';
import { graphOf } from '../../policies/graph/graph';
import { identityControl, refuses, writtenIn, type IdentityPolicy } from '../../policies/identity-control';
import { fail } from '../../policies/outcomes';
import { resourceOf, seenOf } from './graph/resource';
import { ABSENT, known, unknown } from './reading/setting';
import { UNKNOWN_TEXT } from './stack';
import { unknownCheckingProxy } from './unknown';

const ROLE = 'aws:iam/role:Role';
const MANAGED = 'aws:iam/policy:Policy';
const ROLE_POLICY = 'aws:iam/rolePolicy:RolePolicy';
const ATTACHMENT = 'aws:iam/rolePolicyAttachment:RolePolicyAttachment';
const ALL_OF_ROLE = 'aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive';
const ATTACHMENTS = [
  ALL_OF_ROLE,
  'aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive',
  'aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive',
  ATTACHMENT,
  'aws:iam/userPolicyAttachment:UserPolicyAttachment',
  'aws:iam/groupPolicyAttachment:GroupPolicyAttachment',
  'aws:iam/policyAttachment:PolicyAttachment',
];
const HOLDERS: [type: string, property: string][] = [
  [ROLE_POLICY, 'role'],
  ['aws:iam/userPolicy:UserPolicy', 'user'],
  ['aws:iam/groupPolicy:GroupPolicy', 'group'],
  [MANAGED, 'name'],
];

const DOCUMENT = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
const TEXT = JSON.stringify(DOCUMENT);

function parsed(value: object, kind: DocumentKind = IDENTITY_POLICY) {
  const said = parseDocument({ state: 'known', value }, kind);
  if (said.state !== 'document') throw new Error(JSON.stringify(said));
  return said.document;
}

describe('the policies that are written in a resource', () => {
  const written = (type: string, props: object) => writtenIn(type, unknownCheckingProxy(props));

  test.each(HOLDERS)('%s has one, of whoever its %s names', (type, property) => {
    const one = { given: known('text'), property: ['policy'] };
    const others = { role: 'no', user: 'no', group: 'no', name: 'no' };
    expect(written(type, { ...others, [property]: 'holder', policy: 'text' })).toEqual([
      { ...one, holder: known('holder') },
    ]);
    expect(written(type, { ...others, [property]: UNKNOWN_TEXT, policy: UNKNOWN_TEXT })).toEqual([
      { given: unknown('policy'), holder: unknown(property), property: ['policy'] },
    ]);
    expect(written(type, { [property]: 7 })).toEqual([{ given: ABSENT, holder: ABSENT, property: ['policy'] }]);
  });

  test('one of another type is held by its name', () => {
    expect(written('aws:other/type:Type', { name: 'holder', policy: 'text' })).toEqual([
      { given: known('text'), holder: known('holder'), property: ['policy'] },
    ]);
  });

  const HOLDER = { holder: known('holder') };
  test.each<[says: string, inlinePolicies: unknown, policies: object[]]>([
    ['none', undefined, []],
    ['none in an empty block, which removes what was added', [{}, { name: '' }, { policy: '' }, { name: null }], []],
    [
      'those of its blocks',
      [{}, { name: 'a', policy: 'one' }, { policy: 'two' }],
      [
        { given: known('one'), property: ['inlinePolicies', 1, 'policy'], ...HOLDER },
        { given: known('two'), property: ['inlinePolicies', 2, 'policy'], ...HOLDER },
      ],
    ],
    [
      'one that is missing in a block with a name',
      [{ name: 'a' }],
      [{ given: ABSENT, property: ['inlinePolicies', 0, 'policy'], ...HOLDER }],
    ],
    [
      'one that is missing in what is no block',
      ['text', null, []],
      [0, 1, 2].map((index) => ({ given: ABSENT, property: ['inlinePolicies', index, 'policy'], ...HOLDER })),
    ],
    [
      'one in each block that is not known, or whose name or policy is not',
      [UNKNOWN_TEXT, { policy: UNKNOWN_TEXT }, { name: UNKNOWN_TEXT }],
      [
        { given: unknown('inlinePolicies.0'), property: ['inlinePolicies', 0, 'policy'], ...HOLDER },
        { given: unknown('policy'), property: ['inlinePolicies', 1, 'policy'], ...HOLDER },
        { given: ABSENT, property: ['inlinePolicies', 2, 'policy'], ...HOLDER },
      ],
    ],
    [
      'any while the blocks are not known',
      UNKNOWN_TEXT,
      [{ given: unknown('inlinePolicies'), property: ['inlinePolicies'], ...HOLDER }],
    ],
  ])('a role has in it %s', (_, inlinePolicies, policies) => {
    expect(written(ROLE, { name: 'holder', inlinePolicies, policy: 'no' })).toEqual(policies);
  });
});

const FACTS = {
  id: 'some-control',
  title: 'Some title',
  intent: 'Some intent',
  severity: 'high',
  level: 'mandatory',
  mappings: [],
  remediation: [],
  notApplicable: [],
  falsePositives: [],
  configuration: NO_CONFIGURATION,
} as const;
const view = (type: string, props: object): ResourceView => ({
  urn: 'urn',
  type,
  name: 'one',
  props: unknownCheckingProxy(props) as ResourceView['props'],
  protect: false,
});
const aws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

describe('a control of what identities may do', () => {
  const CONFIG = { some: 'parameter' };
  /** Says what it was asked, and passes what `right` holds. */
  const asked: [policy: IdentityPolicy, config: object][] = [];
  const judge = (policy: IdentityPolicy, config: object): Outcome => {
    asked.push([policy, config]);
    return policy.holder.state === 'known' && policy.holder.value === 'right' ? PASS : fail('It is wrong', ['judged']);
  };
  const inline = identityControl({ ...FACTS, judge });
  const both = identityControl({
    ...FACTS,
    judge,
    attached: (name, config) => (name === 'right' ? undefined : `${name} of ${JSON.stringify(config)}`),
  });
  const tokens = [...HOLDERS.map(([type]) => type), ROLE];
  const NONE: Outcome = { verdict: 'not applicable', because: 'no policy is written in it' };
  const LATER: Outcome = { verdict: 'deferred', because: 'the policy may be one of this stack' };
  const MAYBE_BOUNDARY: Outcome = { verdict: 'deferred', because: 'whether it is a boundary alone, the graph says' };
  const WRONG = fail('It is wrong', ['judged']);
  const attachedWrong = (name: string, ...property: (string | number)[]): Outcome =>
    fail(`${name} of {"some":"parameter"}`, property);
  const MALFORMED: Outcome = {
    verdict: 'fail',
    because: 'The policy is malformed: it is empty',
    at: { property: ['policy'] },
  };

  test('has the facts of its rule, and looks at attachments where it has something to say of them', () => {
    const notApplicable = [expect.stringContaining('permissions boundary')];
    const { content, graph } = inline;
    expect(inline).toEqual({ ...FACTS, judge, tokens, content, graph, notApplicable });
    expect(both).toMatchObject({ ...FACTS, notApplicable });
    expect(both.tokens).toEqual([...tokens, ...ATTACHMENTS]);
    for (const control of [inline, both])
      expect(control.graph).toEqual({ suffix: 'graph', judge: control.graph!.judge });
  });

  test('is asked of each document, with who has it and where it is', () => {
    asked.length = 0;
    const block = { name: 'a', policy: TEXT };
    inline.content!(view(ROLE, { name: 'holder', inlinePolicies: [block, {}, block] }), CONFIG);
    const policy = { document: parsed(DOCUMENT), holder: known('holder') };
    expect(asked).toEqual([
      [{ ...policy, property: ['inlinePolicies', 0, 'policy'] }, CONFIG],
      [{ ...policy, property: ['inlinePolicies', 2, 'policy'] }, CONFIG],
    ]);
  });

  test.each<[says: string, type: string, props: object, word: Outcome, without: Outcome]>([
    ['what is right', ROLE_POLICY, { role: 'right', policy: TEXT }, PASS, PASS],
    ['what is wrong', ROLE_POLICY, { role: 'other', policy: TEXT }, WRONG, WRONG],
    ['what is wrong of a managed policy', MANAGED, { name: 'other', policy: TEXT }, MAYBE_BOUNDARY, MAYBE_BOUNDARY],
    ['what is right of a managed policy', MANAGED, { name: 'right', policy: TEXT }, PASS, PASS],
    ['what is missing', MANAGED, { name: 'right' }, MALFORMED, MALFORMED],
    [
      'what is not known yet',
      MANAGED,
      { name: 'right', policy: UNKNOWN_TEXT },
      notKnownYet('policy', { property: ['policy'] }),
      notKnownYet('policy', { property: ['policy'] }),
    ],
    [
      'what is malformed, where it is',
      ROLE,
      { name: 'right', inlinePolicies: [{ policy: '{' }] },
      {
        verdict: 'fail',
        because: 'The policy is malformed: it is no JSON',
        at: { property: ['inlinePolicies', 0, 'policy'] },
      },
      {
        verdict: 'fail',
        because: 'The policy is malformed: it is no JSON',
        at: { property: ['inlinePolicies', 0, 'policy'] },
      },
    ],
    ['a role that has nothing', ROLE, { name: 'right' }, NONE, NONE],
    [
      'a role that has nothing but a policy of AWS',
      ROLE,
      { name: 'right', managedPolicyArns: [aws('right'), aws('Wrong')] },
      attachedWrong('Wrong', 'managedPolicyArns', 1),
      NONE,
    ],
    [
      'a role by what it has as well as by what is attached',
      ROLE,
      { name: 'other', managedPolicyArns: [aws('right')], inlinePolicies: [{ policy: TEXT }] },
      WRONG,
      WRONG,
    ],
    ['a policy of AWS that is right', ATTACHMENT, { policyArn: aws('right') }, PASS, NONE],
    ['one with a path', ATTACHMENT, { policyArn: aws('service-role/any/right') }, PASS, NONE],
    [
      'one that is wrong, in any partition',
      ATTACHMENT,
      { policyArn: 'arn:aws-us-gov:iam::aws:policy/job-function/Wrong' },
      attachedWrong('Wrong', 'policyArn'),
      NONE,
    ],
    ['one of an account', ATTACHMENT, { policyArn: 'arn:aws:iam::111122223333:policy/Wrong' }, PASS, NONE],
    ['what ends like one of AWS', ATTACHMENT, { policyArn: ` ${aws('Wrong')}` }, PASS, NONE],
    ['an attachment of nothing', ATTACHMENT, { role: 'any' }, PASS, NONE],
    ['an attachment that may be of this stack', ATTACHMENT, { policyArn: UNKNOWN_TEXT }, LATER, NONE],
    ['all attachments, which may be of this stack', ALL_OF_ROLE, { policyArns: UNKNOWN_TEXT }, LATER, NONE],
    [
      'all attachments, of which one is wrong',
      ALL_OF_ROLE,
      { policyArns: [UNKNOWN_TEXT, aws('Wrong')] },
      attachedWrong('Wrong', 'policyArns', 1),
      NONE,
    ],
    ['attachments of none', ALL_OF_ROLE, { policyArns: [] }, NONE, NONE],
  ])('judges %s', (_, type, props, word, without) => {
    expect(both.content!(view(type, props), CONFIG)).toEqual(word);
    expect(inline.content!(view(type, props), CONFIG)).toEqual(without);
  });

  const policy = (name: string): StackResource => resourceOf(MANAGED, name, {});
  const [OWN, SECOND] = [policy('own'), policy('second')];
  const OTHER = resourceOf('aws:other/type:Type', 'other', {});
  const open = (...property: (string | number)[]): Outcome => notKnownYet(property.join('.'), { property });

  test.each<[says: string, type: string, props: object, passed: Record<string, StackResource[]>, words: Outcome[]]>([
    ['is one of this stack', ATTACHMENT, { policyArn: UNKNOWN_TEXT }, { policyArn: [OWN] }, [PASS]],
    ['is one of two of this stack', ATTACHMENT, { policyArn: UNKNOWN_TEXT }, { policyArn: [OWN, SECOND] }, [PASS]],
    [
      'is made of something else as well',
      ATTACHMENT,
      { policyArn: UNKNOWN_TEXT },
      { policyArn: [OWN, OTHER] },
      [open('policyArn')],
    ],
    ['is another resource’s', ATTACHMENT, { policyArn: UNKNOWN_TEXT }, { policyArn: [OTHER] }, [open('policyArn')]],
    ['is nobody’s', ATTACHMENT, { policyArn: UNKNOWN_TEXT }, { policyArn: [], role: [OWN] }, [open('policyArn')]],
    ['is from somewhere', ATTACHMENT, { policyArn: UNKNOWN_TEXT }, {}, [open('policyArn')]],
    ['is known', ATTACHMENT, { policyArn: aws('Wrong') }, {}, []],
    ['is one of several', ROLE, { managedPolicyArns: ['arn', UNKNOWN_TEXT] }, {}, [open('managedPolicyArns', 1)]],
    [
      'is each of several of this stack',
      ROLE,
      { managedPolicyArns: [UNKNOWN_TEXT, UNKNOWN_TEXT] },
      { managedPolicyArns: [OWN, SECOND] },
      [PASS, PASS],
    ],
    ['may be any of several', ALL_OF_ROLE, { policyArns: UNKNOWN_TEXT }, {}, [open('policyArns')]],
    ['is not attached', ROLE_POLICY, { policyArn: UNKNOWN_TEXT }, {}, []],
  ])('knows of the stack whether what was not known %s', (_, type, props, passed, words) => {
    const resource = resourceOf(type, 'it', props, passed);
    const graph = graphOf([OWN, SECOND, OTHER, resource], seenOf(resource));
    const said = both.graph!.judge(graph, CONFIG).filter(({ urn }) => urn === resource.urn);
    expect(said).toEqual(words.map((outcome) => ({ urn: resource.urn, outcome })));
  });

  test('knows it of all attachments and roles', () => {
    const role = resourceOf(ROLE, 'role', { managedPolicyArns: UNKNOWN_TEXT });
    const attachments = ATTACHMENTS.map((type) => {
      const property = type.endsWith('Exclusive') ? 'policyArns' : 'policyArn';
      return { resource: resourceOf(type, 'one', { [property]: UNKNOWN_TEXT }), property };
    });
    const graph = graphOf([role, ...attachments.map(({ resource }) => resource)], new Map());
    expect(both.graph!.judge(graph, CONFIG)).toEqual([
      ...attachments.map(({ resource: { urn }, property }) => ({ urn, outcome: open(property) })),
      { urn: role.urn, outcome: open('managedPolicyArns') },
    ]);
    expect(inline.graph!.judge(graph, CONFIG)).toEqual([]);
  });

  const FOR_GOOD: Outcome = { verdict: 'unverifiable', unknown: 'something', final: true };
  const UNTIL_UP = notKnownYet('something');
  const unsure = (word: Outcome) => identityControl({ ...FACTS, judge: () => word });
  const managed = resourceOf(MANAGED, 'managed', { name: 'managed', policy: TEXT });
  const bounded = (...passed: StackResource[]): StackResource =>
    resourceOf(ROLE, 'role', { permissionsBoundary: UNKNOWN_TEXT }, { permissionsBoundary: passed });
  const BOUNDARY: Outcome = { verdict: 'not applicable', because: 'it is a permissions boundary, which gives nothing' };

  test.each<[word: Outcome, content: Outcome]>([
    [WRONG, MAYBE_BOUNDARY],
    [FOR_GOOD, MAYBE_BOUNDARY],
    [UNTIL_UP, UNTIL_UP],
    [PASS, PASS],
    [NONE, NONE],
  ])('knows of the stack whether a managed policy gives anything, when its word is %j', (word, content) => {
    const control = unsure(word);
    expect(control.content!(view(MANAGED, { policy: TEXT }), {})).toEqual(content);
    expect(control.content!(view(ROLE_POLICY, { policy: TEXT }), {})).toEqual(word);
    const said = (...others: StackResource[]) => control.graph!.judge(graphOf([managed, ...others], new Map()), {});
    const only = (outcome: Outcome) => (content === MAYBE_BOUNDARY ? [{ urn: managed.urn, outcome }] : []);
    expect(said()).toEqual(only(word));
    expect(said(bounded(managed))).toEqual(only(BOUNDARY));
    expect(said(bounded())).toEqual(only(notKnownYet('whether it is a permissions boundary, which gives nothing')));
  });

  test('judges a managed policy as it was seen, by what it was configured', () => {
    asked.length = 0;
    const given = resourceOf(MANAGED, 'own', { name: 'other', policy: TEXT });
    const computed = resourceOf(MANAGED, 'own', { name: 'right', policy: UNKNOWN_TEXT });
    expect(inline.graph!.judge(graphOf([computed], seenOf(given)), CONFIG)).toEqual([
      { urn: given.urn, outcome: WRONG },
    ]);
    expect(asked).toEqual([[{ document: parsed(DOCUMENT), holder: known('other'), property: ['policy'] }, CONFIG]]);
  });
});

describe('a policy of an identity', () => {
  const property = ['inlinePolicies', 0, 'policy'];
  const BECAUSE = 'It may delete';
  const WANTED = { actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'], resources: ['arn:aws:s3:::gl/key'] };
  const REFUSED: Outcome = { verdict: 'fail', because: BECAUSE, at: { property, statement: 0 } };
  const allow = { Effect: 'Allow', Action: 's3:DeleteObjectVersion', Resource: '*' };
  const said = (statement: object, wanted: object = WANTED, kind?: DocumentKind): Outcome => {
    const value = unknownCheckingProxy({ Version: '2012-10-17', Statement: [statement] });
    return refuses({ document: parsed(value, kind), property }, wanted as typeof WANTED, BECAUSE);
  };

  test('is refused where it allows one of the requests, whatever it asks for that', () => {
    expect(said(allow)).toEqual(REFUSED);
    expect(said({ ...allow, Action: 's3:GetObject' })).toEqual(PASS);
    expect(said({ ...allow, Resource: 'arn:aws:s3:::other/*' })).toEqual(PASS);
    expect(said({ ...allow, Effect: 'Deny' })).toEqual(PASS);
    const asking = { ...allow, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
    expect(said(asking)).toEqual(REFUSED);
    expect(said(asking, { ...WANTED, context: { 'aws:multifactorauthpresent': ['false'] } })).toEqual(PASS);
    expect(said(asking, { ...WANTED, context: { 'aws:multifactorauthpresent': ['true'] } })).toEqual(REFUSED);
  });

  test('is not refused while it is not known what it allows', () => {
    expect(said({ ...allow, Action: UNKNOWN_TEXT })).toEqual({
      verdict: 'unverifiable',
      unknown: 'whether it holds that it may delete',
      final: false,
      at: { property, statement: 0 },
    });
  });

  test.each<[principal: unknown, word: Outcome]>([
    [{ AWS: 'arn:aws:sts::111122223333:assumed-role/any/session' }, REFUSED],
    [{ AWS: 'arn:aws:iam::111122223333:role/any' }, REFUSED],
    [{ AWS: '111122223333' }, REFUSED],
    [{ AWS: '444455556666' }, PASS],
    [{ Service: 's3.amazonaws.com' }, PASS],
  ])('would be that of one session of a role, where it named whoever has it: %j', (Principal, word) => {
    expect(said({ ...allow, Principal }, WANTED, BUCKET_POLICY)).toEqual(word);
  });
});
