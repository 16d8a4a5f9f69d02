import fc from 'fast-check';
import { analyze } from '../../../tools/policies/analyze';
import { CATALOG } from '../../../policies/catalog';
import { stack } from '../stack';

const POLICY = 'no-secrets-in-plain-properties';
const controls = CATALOG.filter(({ id }) => id === POLICY);
const said = async (variables: Record<string, unknown>, config: Record<string, unknown> = {}) => {
  const inputs = { environment: { variables } };
  const resources = stack([{ type: 'aws:lambda/function:Function', name: 'function', inputs }]);
  return (await analyze(resources, { controls, config: { [POLICY]: config } })).findings.map(({ message }) => message);
};

describe('a value that AWS shows', () => {
  test('is named by its place alone, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 12, unit: fc.constantFrom('q', 'x', 'z', '7', '#') }), async (value) => {
        const [message, ...more] = await said({ DB_PASSWORD: value });
        expect(more).toEqual([]);
        expect(message).toContain('environment.variables.DB_PASSWORD is named like a secret');
        expect(message).not.toContain(value);
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    'PASSWORD',
    'db-password',
    'dbPassword',
    'PGPASSWORD',
    'SESSION_TOKEN',
    'CLIENT_SECRET',
    'apiKey',
    'API-KEY',
    'privateKey',
    'AWS_SECRET_ACCESS_KEY',
    'DB_CREDENTIALS',
    'DB_PASS',
    'smtpPass',
    'DBPASS',
    'PASSWORDS',
    'dbPassphrases',
    'SLACK_TOKENS',
    'API_KEYS',
    'DB_PASSWORD_1',
    'DB_PASSWORD2',
    'dbPassword3',
    'db-token-22',
    'DB_PASSWORD_VALUE',
    'dbPasswordValue',
    'AWS_ACCESS_KEY',
    'accessKey',
    'JWT_KEY',
    'JWT_SIGNING_KEY',
    'SIGNING_KEY',
    'ENCRYPTION_KEY',
    'AUTH_KEY',
    'authkey',
    'SECRET_KEY_BASE',
    'secretKeyBase',
    'RAILS_SECRET_KEY_BASE',
  ])('is a secret by its name: %s', async (name) => {
    expect(await said({ [name]: 'a value' })).toHaveLength(1);
  });

  test.each([
    'PASSWORD_SECRET_ARN',
    'SECRET_NAME',
    'TOKEN_FILE',
    'TOKEN_LIFETIME_SECONDS',
    'KMS_KEY_ID',
    'AWS_ACCESS_KEY_ID',
    'PRIMARY_KEY',
    'SORT_KEY',
    'KEYBOARD',
    'BROKEN',
    'COMPASS',
    'BYPASS',
    'PASS_COUNT',
    'PUBLIC_KEY',
    'JWT_PUBLIC_KEY',
    'KEY_PREFIX',
    'PARTITION_KEY',
    'PASSWORD_POLICY',
    'TOKEN_URL',
    'ENCRYPTION_KEY_ARN',
    'ENCRYPTION_KEY_ID',
    'SIGNING_KEY_NAME',
    'SECRET_KEY_BASE_ARN',
    'AUTHORIZED_KEYS',
    'KEY_BASE',
    'MAX_TOKENS',
    'minTokens',
    'OPENAI_MAX_TOKENS',
    'BYPASS_1',
    'VALUE',
    'PASSING_VALUE',
    '1',
  ])('is no secret by its name: %s', async (name) => {
    expect(await said({ [name]: 'a value' })).toEqual([]);
  });

  test('is no secret where there is none', async () => {
    expect(await said({ DB_PASSWORD: null, API_KEY: '' })).toEqual([]);
  });

  test.each([
    ['a token of GitHub', `ghp_${'a1B2'.repeat(9)}`],
    ['a token of GitHub', `github_pat_${'a1'.repeat(11)}_${'b2'.repeat(29)}c`],
    ['a private key', ['-----BEGIN PGP', 'PRIVATE KEY BLOCK-----'].join(' ')],
    ['a private key', ['-----BEGIN', 'PRIVATE KEY-----'].join(' ')],
    ['a token of Slack', ['xoxb', '1234567890', 'abc'].join('-')],
    ['the password of an address', 'amqp://user:pass@queue.example'],
    ['the password of an address', 'rediss://:hunter2hunter2@cache.example:6379'],
    ['a token of GitLab', ['glpat', 'aB3_-'.repeat(4)].join('-')],
    ['a key of Stripe', ['sk', 'live', 'a1B2'.repeat(6)].join('_')],
    ['a key of Stripe', ['rk', 'live', 'a1B2'.repeat(4)].join('_')],
    ['a password among arguments', 'run --password=hunter2'],
    ['a password in JSON', '{"user":"app","password":"hunter2"}'],
    ['a password among settings', 'Server=db.example;User=app;Password=hunter2'],
    ['a password among settings', 'jdbc:postgresql://db.example/app?password=hunter2&ssl=true'],
    ['a password among settings', 'jdbc:postgresql://db.example/app?user=app&password=hunter2'],
  ])('is a secret by its form, whatever it is called: %s', async (what, value) => {
    const [message] = await said({ SETTING: `it is ${value}` });
    expect(message).toContain(what);
    expect(message).not.toContain(value);
  });

  test.each([
    'github_pat_test',
    '-----BEGIN PGP PUBLIC KEY BLOCK-----',
    'https://host.example:8443/@scope',
    'a://@b',
    'export DATABASE_URL="postgres://app:${DB_PASS}@db.internal:5432/app"',
    'git clone https://x-access-token:$TOKEN@github.com/o/r',
    'postgres://app:{password}@db:5432/app',
    'postgres://app:<password>@db:5432/app',
    'postgres://app:%PASSWORD%@db:5432/app',
    'glpat-short',
    'pk_live_a1B2a1B2a1B2a1B2',
    ['sk', 'test', 'a1B2'.repeat(6)].join('_'),
    'password=hunter2',
    'Server=db.example;Password=',
    'Server=db.example;Password=;User=app',
    'Server=db.example;Password=${DB_PASSWORD}',
    'Server=db.example;Password={password}',
    '?user=app&password=%DB_PASSWORD%',
    '{"health":"https://host.example","owner":"team@example.com"}',
  ])('is no secret by its form: %s', async (value) => {
    expect(await said({ SETTING: value })).toEqual([]);
  });

  test('is shown in no message, encoded or not', async () => {
    const userData = Buffer.from(['-----BEGIN RSA', 'PRIVATE KEY-----', 'hunter2'].join(' ')).toString('base64');
    const template = { type: 'aws:ec2/launchTemplate:LaunchTemplate', name: 'template', inputs: { userData } };
    const [finding, ...more] = (await analyze(stack([template]), { controls })).findings;
    expect(more).toEqual([]);
    expect(finding?.message).toContain('userData has a private key in it');
    expect(finding?.message).not.toMatch(/hunter2|LS0tLS/);
  });

  test('is let off by its name, where the configuration says that it is harmless; not by its form', async () => {
    const config = { harmlessNames: ['PAGE_TOKEN'] };
    expect(await said({ PAGE_TOKEN: 'a value' })).toHaveLength(1);
    expect(await said({ PAGE_TOKEN: 'a value' }, config)).toEqual([]);
    expect(await said({ PAGE_TOKEN: 'amqp://user:pass@queue.example' }, config)).toHaveLength(1);
  });

  test.each<[name: string, refused: number]>([
    ['db-password-0a1b2c3', 1],
    ['db-password-0A1B2C3', 0],
    ['db-password-0a1b2c', 0],
    ['db-password-0a1b2c34', 0],
    ['page-token-0a1b2c3', 0],
  ])('is called as it was before Pulumi made a name of it: %s', async (name, refused) => {
    const inputs = { name, type: 'String', value: 'a value' };
    const parameter = { type: 'aws:ssm/parameter:Parameter', name: 'parameter', inputs };
    const config = { [POLICY]: { harmlessNames: ['page-token'] } };
    expect((await analyze(stack([parameter]), { controls, config })).findings).toHaveLength(refused);
  });
});

describe('user data', () => {
  const saidOf = async (userData: string, config: Record<string, unknown> = {}): Promise<string[]> => {
    const server = { type: 'aws:ec2/instance:Instance', name: 'server', inputs: { userData } };
    const { findings } = await analyze(stack([server]), { controls, config: { [POLICY]: config } });
    return findings.map(({ message }) => message);
  };

  test.each([
    'DB_PASSWORD=hunter2',
    '  DB_PASSWORD=hunter2',
    'export DB_PASSWORD=hunter2',
    '\texport \tdb_password=hunter2',
    '  - export API_TOKEN="hunter2"',
    '- DB_PASSWORD=hunter2',
    "PGPASSWORD='hunter2' psql",
    'DB_PASSWORD=hunter2\r\n',
  ])('has a secret where a line sets one: %j', async (line) => {
    const text = `#!/bin/bash\n${line}`;
    for (const given of [text, Buffer.from(text).toString('base64')]) {
      const [message, ...more] = await saidOf(given);
      expect(more).toEqual([]);
      expect(message).toContain('a variable in line 2 of userData is named like a secret');
      expect(message).not.toMatch(/hunter2/);
    }
  });

  test.each([
    'DB_PASSWORD=',
    'DB_PASSWORD=""',
    "export DB_PASSWORD=''",
    'export DB_PASSWORD=$1',
    'DB_PASSWORD="${PASSWORD}"',
    'TOKEN=$(curl -X PUT http://169.254.169.254/latest/api/token)',
    'TOKEN=`curl -X PUT http://169.254.169.254/latest/api/token`',
    "DB_PASSWORD='{{ password }}'",
    'DB_PASSWORD=<password>',
    'DB_PASSWORD=%DB_PASSWORD%',
    'DB_PASSWORD={{resolve:secretsmanager:db}}',
    'SECRET_ARN=arn:aws:secretsmanager:eu-west-1:111122223333:secret:db',
    'LOG_LEVEL=info',
    'echo ready',
    'run --password="$DB_PASSWORD"',
    '# set DB_PASSWORD=hunter2',
  ])('has none where a line sets none: %s', async (line) => {
    expect(await saidOf(`#!/bin/bash\n${line}`)).toEqual([]);
  });

  test('has none where the configuration says that its name is harmless', async () => {
    expect(await saidOf('PAGE_TOKEN=first', { harmlessNames: ['PAGE_TOKEN'] })).toEqual([]);
  });
});

describe('containers in JSON', () => {
  const saidOf = async (definitions: unknown): Promise<string[]> => {
    const inputs = { containerDefinitions: JSON.stringify(definitions) };
    const task = { type: 'aws:ecs/taskDefinition:TaskDefinition', name: 'task', inputs };
    return (await analyze(stack([task]), { controls })).findings.map(({ message }) => message);
  };

  test.each<[definitions: unknown, place: string]>([
    [
      [
        {},
        {
          environment: [
            { name: 'A', value: 'b' },
            { name: 'DB_PASSWORD', value: 'c' },
          ],
        },
      ],
      '[1].environment[1] is',
    ],
    [{ Environment: { NAME: 'DB_PASSWORD', VALUE: 'c' } }, '.Environment is'],
    [[{ entryPoint: ['sh', '-c', 'run postgres://gl:hunter2@db'] }], '[0].entryPoint[2] has the password'],
  ])('show their secrets, each in its place: %j', async (definitions, place) => {
    const messages = await saidOf(definitions);
    expect(messages).toEqual([expect.stringContaining(`containerDefinitions${place}`)]);
  });

  test.each<[definitions: unknown]>([
    [null],
    [[null, 1, true]],
    [[{ environment: [{ name: 'DB_PASSWORD', value: null }] }]],
    [[{ environment: [{ name: null, value: 'a value' }] }]],
    [[{ environment: [{ value: 'a value' }] }]],
    [[{ environment: [{ name: 'DB_PASSWORD' }] }]],
    [[{ secrets: [{ name: 'DB_PASSWORD', valueFrom: 'a value' }] }]],
  ])('have none: %j', async (definitions) => {
    expect(await saidOf(definitions)).toEqual([]);
  });
});
