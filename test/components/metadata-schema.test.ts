import { MetadataSchema, validateMetadataSchemaArgs, type MetadataSchemaArgs } from '../../components/metadata-schema';
import { record, type Registered } from './record';

const args: MetadataSchemaArgs = { databaseName: 'gl_artifacts', masterUser: 'gl_master', loginAuth: 'iam' };
const made = async (change: Partial<MetadataSchemaArgs> = {}): Promise<Registered[]> =>
  (await record(() => new MetadataSchema('schema', { ...args, ...change }))).resources;
const inputsOf = (resources: readonly Registered[], kind: string) =>
  resources.filter((r) => r.type.endsWith(`:${kind}`)).map((r) => r.inputs);

describe('the logical layer of the metadata database', () => {
  test('has no superuser, no role that passes over row-level security, and no password', async () => {
    const roles = inputsOf(await made(), 'Role');
    expect(roles).toHaveLength(6);
    for (const role of roles) {
      expect(role).toMatchObject({ superuser: false, bypassRowLevelSecurity: false, createRole: false });
      expect(Object.keys(role as object).join()).not.toMatch(/password/i);
    }
  });

  test('has logins that authenticate by IAM in AWS, and not elsewhere', async () => {
    const iam = (resources: readonly Registered[]) =>
      inputsOf(resources, 'GrantRole').filter((r) => r.grantRole === 'rds_iam');
    expect(iam(await made()).map((r) => r.role)).toEqual(['gl_owner', 'gl_app', 'gl_worker']);
    expect(iam(await made({ loginAuth: 'password' }))).toEqual([]);
  });

  test('grants nothing in public, and nothing but the use of its schema', async () => {
    for (const grant of inputsOf(await made(), 'Grant'))
      expect(grant).toMatchObject({ schema: 'gl_artifacts', objectType: 'schema', privileges: ['USAGE'] });
  });

  test('protects database and schema, and waits for each change before the next', async () => {
    const logical = (await made()).filter((r) => r.type.startsWith('postgresql:'));
    expect(logical.filter((r) => r.protect).map((r) => r.name)).toEqual(['schema-database', 'schema-schema']);
    for (const [i, r] of logical.slice(1).entries()) expect(r.dependsOn).toContain(logical[i]!.name);
  });

  test('refuses names that PostgreSQL would want quoted', () => {
    const found = validateMetadataSchemaArgs({ ...args, databaseName: 'GL', masterUser: '1st' });
    expect(found.map((p) => p.path)).toEqual(['schema.databaseName', 'schema.masterUser']);
  });
});
