import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { nextStepsOf } from '../../../components/regional-artifact-stack/next-steps';
import { readStackConfig, type StackConfig } from '../../../components/stack-config/read';
import { valuesOf } from './stacks';

const root = path.join(__dirname, '../../..');
const stepsOf = async (change: Partial<StackConfig>, stack: 'eu-west-1' | 'local' = 'eu-west-1'): Promise<string[]> =>
  nextStepsOf({ ...readStackConfig(await valuesOf(stack)), ...change });

/** Settings of the provider that a text names. */
const settingsIn = (text: string): string[] => [...new Set(text.match(/postgresql:\w+/g) ?? [])].sort();

describe('the next steps of a stack', () => {
  test('name every setting of the second run, each of which the provider has', async () => {
    const [second] = await stepsOf({ provisionSchema: false });
    expect(settingsIn(second!)).toEqual(
      ['connectTimeout', 'host', 'password', 'sslmode', 'sslrootcert', 'superuser', 'username'].map(
        (key) => `postgresql:${key}`,
      ),
    );
    const declared = await readFile(path.join(root, 'node_modules/@pulumi/postgresql/config/vars.d.ts'), 'utf8');
    for (const setting of settingsIn(second!)) expect(declared).toContain(` ${setting.split(':')[1]}:`);
    expect(second).toMatch(/provisionSchema true.*superuser false.*verify-full/);
    expect(second).toMatch(/every seven days/);
  });

  test('do not promise a rotation where AWS keeps no secret', async () => {
    const [second] = await stepsOf({
      database: {
        mode: 'aurora-provisioned',
        instanceClass: 'db.r8g.large',
        disasterRecovery: { mode: 'globalDatabase', network: { mode: 'create' }, masterPasswordVersion: 1 },
      },
    });
    expect(second).toMatch(/databaseMasterSecretArn/);
    expect(second).not.toMatch(/seven days/);
  });

  test('of a database that is there name its own master, and the credentials of its logins', async () => {
    const [second, last] = await stepsOf({ provisionSchema: false }, 'local');
    expect(second).toMatch(/postgresql:username gl_master/);
    expect(second).not.toMatch(/databaseMasterSecretArn/);
    expect(last).toMatch(/give the logins their credentials, and run gl-artifacts schema up/);
  });

  test('name the roles that nobody is named for, where there are roles', async () => {
    const of = async (change: Partial<StackConfig>, stack?: 'local'): Promise<string> =>
      (await stepsOf(change, stack)).filter((step) => /roles/i.test(step)).join();
    expect(await of({})).toBe('');
    expect(await of({ access: {} }, 'local')).toBe('');
    expect(await of({ access: undefined })).toMatch(
      /tenantBroker, registry, janitor, sealer, eventConsumer, auditor, breakGlass/,
    );
    const without = { evidenceVault: 'a test', events: 'a test' };
    expect(await of({ access: undefined, optOuts: without })).toMatch(/janitor, auditor, breakGlass/);
    expect(await of({ access: { janitor: ['arn:aws:iam::111122223333:role/r'] } })).toMatch(/registry, sealer/);
  });

  test('name what roles lack to connect to a database that is there, where they connect by IAM', async () => {
    const there = {
      mode: 'existing',
      masterUser: 'm',
      host: 'db.example',
      port: 5432,
      name: 'gl',
      tls: 'verify-full',
      auth: { mode: 'iam' },
    } as const;
    const of = async (change: Partial<StackConfig>): Promise<string> =>
      (await stepsOf(change)).filter((step) => step.includes('resourceId')).join();
    expect(await of({ database: there, access: {} })).toMatch(/^No role may connect/);
    expect(await of({ database: { ...there, resourceId: 'cluster-ABC' }, access: {} })).toBe('');
    expect(await of({ database: { ...there, auth: { mode: 'password-directory', directory: '/run' } } })).toBe('');
    expect(await of({ database: there, access: undefined })).toBe('');
    expect(await of({})).toBe('');
  });

  test('are the tables alone once the logical layer is there', async () => {
    const alarmTopicArns = ['arn:aws:sns:eu-west-1:111122223333:on-call'];
    expect(await stepsOf({ provisionSchema: true, alarmTopicArns })).toEqual([
      'Then run gl-artifacts schema up as the owner.',
    ]);
  });
});

test('the README’s global database is one that a stack takes', async () => {
  const readme = await readFile(path.join(root, 'README.md'), 'utf8');
  const [, block] = /```yaml\n([^`]*globalDatabase[^`]*)```/.exec(readme)!;
  const settings = Object.entries(parse(block!) as Record<string, unknown>).map(([key, value]) => [
    key,
    JSON.stringify(value),
  ]);
  const config = readStackConfig({
    ...(await valuesOf('eu-west-1')),
    ...(Object.fromEntries(settings) as Record<string, string>),
    'gl-artifacts:databaseMasterPassword': 'planted-password-of-test',
  });
  expect(config.database).toMatchObject({ disasterRecovery: { mode: 'globalDatabase' } });
});
