import { isSecretName } from '../../policies/secret-names';

test.each([
  'password',
  'DB_PASSWORD',
  'dbPasswords',
  'mypassword',
  'PASSWD',
  'passphrase',
  'PWD',
  'PASS',
  'DB_PASS',
  'dbpass',
  'SECRET',
  'CLIENT_SECRETS',
  'TOKEN',
  'githubToken',
  'TOKENS',
  'AWS_CREDENTIALS',
  'credential',
  'API_KEY',
  'apikey',
  'apiKeys',
  'PRIVATE_KEY',
  'SECRET_KEY',
  'AWS_SECRET_ACCESS_KEY',
  'secretAccessKey',
  'SECRETACCESS_KEY',
  'ACCESS_KEY',
  'SIGNING_KEY',
  'ENCRYPTION_KEY',
  'JWT_KEY',
  'AUTH_KEY',
  'SECRET_KEY_BASE',
  'secretKeyBase',
  'DB_PASSWORD_1',
  'TOKEN2',
  'TOKEN-22',
  'password_value',
  'PASSWORD.VALUE',
  's3Token',
])('is called like a secret: %s', (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  '',
  'PASSWORD_ARN',
  'PASSWORD_ID',
  'SECRET_NAME',
  'TOKEN_FILE',
  'TOKEN_URL',
  'PASSWORD_POLICY',
  'compass',
  'BYPASS',
  'BROKEN',
  'MAX_TOKENS',
  'minToken',
  'OPENAI_MAX_TOKENS',
  'PARTITION_KEY',
  'SORT_KEY',
  'KEY',
  'PUBLIC_KEY',
  'MONKEY',
  'KEY_BASE',
  'SECRET_KEY_BASE_ARN',
  'VALUE',
  'PASSWORD_VALUE_ARN',
  'a|b',
  '1',
])('is not called like a secret: %s', (name) => {
  expect(isSecretName(name)).toBe(false);
});

test('is called like a secret in every way of writing it', () => {
  for (const key of ['api', 'private', 'secret', 'access', 'signing', 'encryption', 'jwt', 'auth'])
    for (const name of [
      `${key}Key`,
      `${key}_key`,
      `${key}-keys`,
      `${key}key`,
      `${key.toUpperCase()}_KEY`,
      `${key} key`,
    ])
      expect([name, isSecretName(name)]).toEqual([name, true]);
});
