import { notKnownYet, PASS, type Outcome } from '../../policies/control';
import { QUEUE_POLICY, TRUST_POLICY } from '../../policies/document-kinds';
import { parseDocument, type DocumentKind } from '../../policies/document/parse';
import type { Grant } from '../../policies/grants';
import type { Reading } from '../../policies/reading/read';
import { judgeStrangers, outcomeOf, readDocument, resourcesOf } from '../../policies/resource-policy';
import { UNKNOWN_TEXT } from './stack';
import { unknownCheckingProxy } from './unknown';

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:gl';
const ALLOW = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: QUEUE };

function documentOf(statements: readonly object[], kind: DocumentKind = QUEUE_POLICY, Version = '2012-10-17') {
  const value = unknownCheckingProxy(JSON.parse(JSON.stringify({ Version, Statement: statements })) as object);
  const parsed = parseDocument({ state: 'known', value }, kind);
  if (parsed.state !== 'document') throw new Error(JSON.stringify(parsed));
  return parsed.document;
}

describe('the document at a property', () => {
  const property = ['policies', 1, 'policy'];
  const readAs = (given: Reading) => readDocument(given, QUEUE_POLICY, property);
  const text = (document: object): Reading => ({ state: 'known', value: JSON.stringify(document) });

  test('is read where it is whole', () => {
    const given = { Version: '2012-10-17', Statement: [ALLOW] };
    expect(readAs(text(given))).toEqual({ document: documentOf([ALLOW]) });
    expect(readAs({ state: 'known', value: given })).toEqual({ document: documentOf([ALLOW]) });
  });

  test('is judged when it is known', () => {
    const outcome = notKnownYet('policies.1.policy', { property });
    expect(readAs({ state: 'unknown', path: 'policies' })).toEqual({ outcome });
    const value = unknownCheckingProxy({ Version: UNKNOWN_TEXT, Statement: [ALLOW] });
    expect(readAs({ state: 'known', value })).toEqual({ outcome });
  });

  test.each<[given: Reading, problems: string]>([
    [{ state: 'absent' }, 'it is empty'],
    [{ state: 'known', value: '{' }, 'it is no JSON'],
    [
      text({ Version: '2000-01-01', Id: 'a', Statements: [] }),
      'it has an element that IAM does not know; Version is neither 2012-10-17 nor 2008-10-17; Statement is missing',
    ],
  ])('fails with all that AWS would refuse in %j', (given, problems) => {
    expect(readAs(given)).toEqual({
      outcome: { verdict: 'fail', because: `The policy is malformed: ${problems}`, at: { property } },
    });
  });
});

describe('the word on a grant', () => {
  const word = (grant: Grant | undefined) => outcomeOf(grant, 'Everybody May send', ['policy']);
  const request = { principal: { kind: 'anonymous' }, action: '', resource: '', context: new Map() } as const;

  test('is that it fails, that it may, or that there is none', () => {
    expect(word(undefined)).toEqual(PASS);
    expect(word({ verdict: 'granted', request, statement: 2 })).toEqual({
      verdict: 'fail',
      because: 'Everybody May send',
      at: { property: ['policy'], statement: 2 },
    });
    for (const final of [true, false])
      expect(word({ verdict: 'unverifiable', statement: 1, final })).toEqual({
        verdict: 'unverifiable',
        unknown: 'whether it holds that everybody May send',
        final,
        at: { property: ['policy'], statement: 1 },
      });
  });
});

describe('the resources of a document', () => {
  const of = (Resource: unknown, NotResource?: unknown) =>
    NotResource === undefined ? { ...ALLOW, Resource } : { Effect: 'Allow', Principal: '*', Action: '*', NotResource };

  test('are those that are given and those that it names, each once, as one ARN', () => {
    const named = [of([QUEUE, `${QUEUE}-*`]), of(['*', QUEUE]), of(undefined, `${QUEUE}-?`)];
    expect(resourcesOf(documentOf(named), ['given', `${QUEUE}-x`])).toEqual(['given', `${QUEUE}-x`, QUEUE, 'x']);
    expect(resourcesOf(documentOf(named), [])).toEqual([QUEUE, `${QUEUE}-x`, 'x']);
  });

  test('are none of those that are not known', () => {
    expect(resourcesOf(documentOf([of([UNKNOWN_TEXT, QUEUE]), of(UNKNOWN_TEXT)]), [])).toEqual([QUEUE]);
  });

  test('have some value of each variable, where it is one', () => {
    const resource = `${QUEUE}-\${aws:username}-\${aws:PrincipalTag/team, 'none'}-\${*}`;
    expect(resourcesOf(documentOf([of(resource)]), [])).toEqual([`${QUEUE}-any-any-*`]);
    expect(resourcesOf(documentOf([of(resource)], QUEUE_POLICY, '2008-10-17'), [])).toEqual([
      resource.replace('${*}', '${x}'),
    ]);
  });

  test('are those that are given where it may name none', () => {
    const trust = { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' };
    expect(resourcesOf(documentOf([trust], TRUST_POLICY), ['given'])).toEqual(['given']);
  });
});

describe('strangers', () => {
  const rule = {
    strangers: 'anybody',
    because: 'Anybody gets in',
    service: 'sqs',
    actions: ['sqs:GetQueueUrl'],
    resources: [`${QUEUE}-own`],
  } as const;
  const said = (statement: object, strangers: 'anybody' | 'named services' = 'anybody'): Outcome =>
    judgeStrangers(
      documentOf([
        { ...ALLOW, Effect: 'Deny', Resource: `${QUEUE}-no` },
        { ...ALLOW, ...statement },
      ]),
      { ...rule, strangers },
      ['policy'],
    );
  const IN: Outcome = { verdict: 'fail', because: 'Anybody gets in', at: { property: ['policy'], statement: 1 } };

  test.each<[says: string, statement: object, word: Outcome]>([
    ['get in by what the document names', {}, IN],
    ['get in by a pattern of it', { Action: 'sqs:Send*', Resource: `${QUEUE}-*` }, IN],
    ['get in by what is asked beside', { Action: ['s3:*', 'sqs:Get*'], Resource: '*' }, IN],
    [
      'get in to what is asked beside',
      { Action: undefined, NotAction: 'sqs:SendMessage', Resource: undefined, NotResource: [QUEUE, `${QUEUE}-no`] },
      IN,
    ],
    ['do not by requests of another service', { Action: 's3:PutObject' }, PASS],
    ['do not as somebody who is named', { Principal: { AWS: '111122223333' } }, PASS],
    ['do not where they are denied', { Effect: 'Deny' }, PASS],
    [
      'do not where they have to be of the account',
      { Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } } },
      PASS,
    ],
    [
      'may get in where it is not known',
      { Resource: UNKNOWN_TEXT },
      {
        verdict: 'unverifiable',
        unknown: 'whether it holds that anybody gets in',
        final: false,
        at: { property: ['policy'], statement: 1 },
      },
    ],
  ])('%s', (_, statement, word) => {
    expect(said(statement)).toEqual(word);
  });

  test('may be those that act through a service that is named', () => {
    const statement = { Principal: { Service: 'sns.amazonaws.com' } };
    expect(said(statement)).toEqual(PASS);
    expect(said(statement, 'named services')).toEqual(IN);
  });

  test('get in by nothing but what does no harm where that is all that is allowed', () => {
    const harmless = /^sqs:get/i;
    const asked = (Action: string | string[]) =>
      judgeStrangers(documentOf([{ ...ALLOW, Action, Resource: '*' }]), { ...rule, harmless }, ['policy']);
    expect(asked(['sqs:GetQueueUrl', 'SQS:getQueueAttributes'])).toEqual(PASS);
    expect(asked(['sqs:Get*', 'sqs:SendMessage'])).toMatchObject({ verdict: 'fail', because: 'Anybody gets in' });
  });
});
