import { TRUST_POLICY } from '../../policies/document-kinds';
import { grantToStranger } from '../../policies/strangers';
import { ALLOW, anyone, documentOf, grant, GRANTED, OWN, service } from './strangers-asked';
import { UNKNOWN_TEXT } from './stack';

describe('a stranger', () => {
  test('is none whom the document names, among services those that it names alone', () => {
    expect(grant('anybody', { ...ALLOW, Principal: { AWS: OWN } })).toBeUndefined();
    expect(grant('named services', anyone({}))).toBeUndefined();
    const others = { ...ALLOW, Effect: 'Deny', NotPrincipal: { Service: 's3.amazonaws.com' } };
    expect(grant('named services', anyone({}), others)).toBeUndefined();
    expect(grant('named services', service({}), anyone({}))).toMatchObject(GRANTED);
  });

  test('is let in by a statement that is known, whatever another one says that is not', () => {
    const open = anyone({ StringEquals: { 'aws:PrincipalAccount': UNKNOWN_TEXT } });
    expect(grant('anybody', open)).toEqual({ verdict: 'unverifiable', statement: 0, final: false });
    expect(grant('anybody', open, anyone({}))).toEqual(expect.objectContaining({ verdict: 'granted', statement: 1 }));
  });

  test('is asked for with a token only of an issuer that is shared', () => {
    const trust = (Federated: string) => ({
      Effect: 'Allow',
      Principal: { Federated },
      Action: 'sts:AssumeRoleWithWebIdentity',
    });
    const wanted = { actions: ['sts:AssumeRoleWithWebIdentity'], resources: [`arn:aws:iam::${OWN}:role/any`] };
    const verdictOn = (...statements: object[]) =>
      grantToStranger(documentOf(TRUST_POLICY, statements), 'shared issuers', wanted)?.verdict;
    expect(verdictOn(trust(PROVIDER))).toBe('granted');
    expect(verdictOn(trust('cognito-identity.amazonaws.com'))).toBe('granted');
    expect(verdictOn(trust(`arn:aws:iam::${OWN}:oidc-provider/own.example.org`))).toBeUndefined();
    expect(verdictOn({ ...trust(''), Principal: { Service: 'gitlab.com' } })).toBeUndefined();
    expect(verdictOn({ ...trust(''), Principal: '*' })).toBeUndefined();
  });
});

const PROVIDER = `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com`;
const many = (prefix: string) => Array.from({ length: 80 }, (_, index) => `${prefix}${index}*`);

describe('as many patterns as fit into a policy', () => {
  test('are not all combined, and refused instead', () => {
    const condition = {
      StringLike: { 'aws:SourceVpc': many('vpc-'), 'aws:SourceVpce': many('vpce-'), 'aws:PrincipalArn': many('arn:') },
      StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' },
    };
    const deny = { ...ALLOW, Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    expect(grant('anybody', deny, anyone(condition))).toEqual({ verdict: 'unverifiable', statement: 1, final: true });
  });

  test('are found where the first that are tried let a stranger in', () => {
    const condition = { StringLike: { 'aws:SourceVpc': many('vpc-'), 'aws:SourceVpce': many('vpce-') } };
    expect(grant('anybody', anyone(condition))).toMatchObject(GRANTED);
  });

  test('are not all combined of a token', () => {
    const claims = ['sub', 'repository', 'repository_id', 'enterprise_id'];
    const statement = {
      Effect: 'Allow',
      Principal: { Federated: PROVIDER },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'own', 'aws:SourceIp': '10.0.0.1' },
        StringLike: Object.fromEntries(
          claims.map((claim) => [`token.actions.githubusercontent.com:${claim}`, many('x')]),
        ),
      },
    };
    const wanted = { actions: ['sts:AssumeRoleWithWebIdentity'], resources: [`arn:aws:iam::${OWN}:role/any`] };
    expect(grantToStranger(documentOf(TRUST_POLICY, [statement]), 'shared issuers', wanted)).toEqual({
      verdict: 'unverifiable',
      statement: 0,
      final: true,
    });
  });
});
