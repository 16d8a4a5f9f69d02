import { AccessRoles, type AccessRolesArgs } from '../../components/access-roles';
import { validateAccessRolesArgs } from '../../components/access-roles/validate';
import { accessPolicy, drawnAccessPolicy } from '../../components/documents/access/policies';
import { ACCESS_ROLES, ROLE_FACTS } from '../../components/documents/access/roles';
import { accessTrust } from '../../components/documents/access/trust';
import { SCOPE } from './access-roles/world';
import { ACCOUNT } from './judge';
import { record } from './record';

const WORKLOAD = `arn:aws:iam::${ACCOUNT}:role/workload`;
const USER = `arn:aws:iam::${ACCOUNT}:user/emergency`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const args = (change: Partial<AccessRolesArgs> = {}): AccessRolesArgs => ({
  scope: SCOPE,
  trusted: {
    tenantBroker: [WORKLOAD],
    registry: [WORKLOAD],
    janitor: [WORKLOAD],
    sealer: [WORKLOAD],
    eventConsumer: [WORKLOAD],
    auditor: [WORKLOAD],
    breakGlass: [USER],
  },
  tags: { team: 'platform' },
  ...change,
});
const made = (change: Partial<AccessRolesArgs> = {}) => record(() => new AccessRoles('access', args(change)), true);
const ROLE = 'aws:iam/role:Role';
const POLICY = 'aws:iam/rolePolicy:RolePolicy';
/** Text where all of it is known, a document where AWS draws a part of it. */
const documentOf = (policy: unknown): unknown => (typeof policy === 'string' ? JSON.parse(policy) : policy);

describe('the roles of a region', () => {
  test.each(ACCESS_ROLES)('have %s, with name, trust, session, tags and what it may do', async (role) => {
    const { value, resources } = await made();
    const { suffix, sessionSeconds, description } = ROLE_FACTS[role];
    const name = `gl-artifacts-eu-west-1-${suffix}`;
    const found = resources.find((r) => r.type === ROLE && r.inputs.name === name)!;
    const trusted = { publisher: 'broker', reader: 'broker', breakGlass: USER }[role as string] ?? WORKLOAD;
    const principal = trusted === 'broker' ? value.roleArns.tenantBroker! : trusted;
    expect(found.inputs).toEqual({
      name,
      description: `gl-artifacts: ${description}`,
      assumeRolePolicy: JSON.stringify(accessTrust(role, [principal])),
      maxSessionDuration: sessionSeconds,
      tags: { team: 'platform' },
    });
    expect(sessionSeconds).toBe(role === 'auditor' ? 14_400 : 3600);
    expect(value.roleArns[role]).toBe(`arn:aws:iam::${ACCOUNT}:role/${name}`);
    expect(found.parent).toBe('access');
    const policies = resources.filter((r) => r.type === POLICY && r.inputs.role === name);
    expect(policies.map((r) => [r.inputs.name, documentOf(r.inputs.policy)])).toEqual([
      ['access', accessPolicy(role, SCOPE)],
      ...(drawnAccessPolicy(role, SCOPE).Statement.length === 0
        ? []
        : [['keys-and-database', drawnAccessPolicy(role, SCOPE)]]),
    ]);
    for (const policy of policies) expect(policy.parent).toBe('access');
  });

  test('are made for whom somebody is named, the tenants’ with their broker, which is there first', async () => {
    const few = await made({ trusted: { janitor: [WORKLOAD] } });
    expect(few.resources.filter((r) => r.type === ROLE).map((r) => r.name)).toEqual(['access-janitor']);
    const { resources } = await made({ trusted: { tenantBroker: [WORKLOAD] } });
    expect(resources.filter((r) => r.type === ROLE).map((r) => r.name)).toEqual([
      'access-tenant-broker',
      'access-publisher',
      'access-reader',
    ]);
    for (const name of ['access-publisher', 'access-reader'])
      expect(resources.find((r) => r.name === name)!.dependsOn).toContain('access-tenant-broker');
  });

  test('have a boundary where one is given', async () => {
    const permissionsBoundaryArn = `arn:aws:iam::${ACCOUNT}:policy/bound`;
    const { resources } = await made({ permissionsBoundaryArn });
    for (const r of resources.filter((one) => one.type === ROLE))
      expect(r.inputs.permissionsBoundary).toBe(permissionsBoundaryArn);
  });

  test('say why an account is trusted', async () => {
    const { value } = await made({ trusted: { janitor: [ROOT] }, accountTrust: { reason: 'one team' } });
    expect(value.optOuts).toEqual({ accountTrust: 'one team' });
    expect((await made()).value.optOuts).toEqual({});
  });
});

describe('arguments of the roles', () => {
  const { evidence: _evidence, ...noVault } = SCOPE;
  const { events: _events, ...noQueue } = SCOPE;
  const long = { ...SCOPE, artifacts: [{ bucketName: 'a'.repeat(60), region: 'eu-west-1' }] };

  test('are accepted as they are in the example', () => expect(validateAccessRolesArgs(args())).toEqual([]));

  test.each<[string, Partial<AccessRolesArgs>, string]>([
    ['everybody', { trusted: { janitor: ['*'] } }, 'access.trusted.janitor[0]'],
    ['a pattern', { trusted: { janitor: [`arn:aws:iam::${ACCOUNT}:role/*`] } }, 'access.trusted.janitor[0]'],
    ['a session', { trusted: { auditor: [`arn:aws:sts::${ACCOUNT}:assumed-role/a/b`] } }, 'access.trusted.auditor[0]'],
    ['an account without a reason', { trusted: { registry: [ROOT] } }, 'access.trusted.registry[0]'],
    ['an account id', { trusted: { registry: [ACCOUNT] } }, 'access.trusted.registry[0]'],
    ['a role that goes around locks', { trusted: { breakGlass: [WORKLOAD] } }, 'access.trusted.breakGlass[0]'],
    [
      'an account that goes around locks',
      { trusted: { breakGlass: [ROOT] }, accountTrust: { reason: 'x' } },
      'access.trusted.breakGlass[0]',
    ],
    ['nobody', { trusted: { sealer: [] } }, 'access.trusted.sealer'],
    ['a sealer without a vault', { scope: noVault }, 'access.trusted.sealer'],
    ['a consumer without a queue', { scope: noQueue }, 'access.trusted.eventConsumer'],
    ['an empty reason', { accountTrust: { reason: ' ' } }, 'access.accountTrust.reason'],
    ['a boundary by its name', { permissionsBoundaryArn: 'bound' }, 'access.permissionsBoundaryArn'],
    ['a bucket whose roles have too long names', { scope: long, trusted: {} }, 'access.scope.artifacts[0].bucketName'],
    ['an account of 11 digits', { scope: { ...SCOPE, accountId: '11112222333' } }, 'access.scope.accountId'],
  ])('are refused for %s', (_what, change, path) => {
    expect(validateAccessRolesArgs(args(change)).map((problem) => problem.path)).toEqual([path]);
  });

  test('are judged before anything is registered', async () => {
    await expect(made({ trusted: { janitor: ['*'] } })).rejects.toThrow(/access\.trusted\.janitor\[0\]: got \*/);
  });
});
