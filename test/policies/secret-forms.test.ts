import { secretIn } from '../../policies/secret-forms';

/** Made up of parts, so that no tool takes them for real ones. */
const begin = (what: string): string => `-----${['BEGIN', what].join(' ')}-----`;
const ofGitHub = (kind: string, length: number): string => `${kind}_${'a1B2'.repeat(length).slice(0, length)}`;
const ofSlack = (kind: string): string => [`xox${kind}`, '1234567-Ab'].join('-');
const ofStripe = (kind: string, length: number): string => [kind, 'live', 'a1B2'.repeat(4).slice(0, length)].join('_');
const ofAws = (kind: string, length: number): string => `${kind}${'IOSFODNN7EXAMPLE'.slice(0, length)}`;
const ofGitLab = (length: number): string => ['glpat', 'aB3_-'.repeat(4).slice(0, length)].join('-');
const webhookOfSlack = (team: string, app: string, length: number): string =>
  ['https://hooks.slack.com', 'services', team, app, 'a1B2'.repeat(5).slice(0, length)].join('/');
const ofSendGrid = (first: number, second: number): string =>
  ['SG', 'aB3_-'.repeat(5).slice(0, first), 'aB3_-'.repeat(9).slice(0, second)].join('.');
const ofNpm = (length: number): string => ['npm', 'a1B2'.repeat(9).slice(0, length)].join('_');
const ofOpenAi = (kind: string, length: number): string => ['sk', kind, 'aB3_-'.repeat(4).slice(0, length)].join('-');
const ofAzure = (length: number): string => ['AccountKey', 'aB3+/'.repeat(8).slice(0, length)].join('=');

test.each<[what: string, texts: string[]]>([
  [
    'a private key',
    [begin('PRIVATE KEY'), begin('RSA PRIVATE KEY'), begin('EC PRIVATE KEY'), begin('PGP PRIVATE KEY BLOCK')],
  ],
  ['an access key of AWS', [ofAws('AKIA', 16), ofAws('ASIA', 16)]],
  [
    'a token of GitHub',
    [...['ghp', 'gho', 'ghu', 'ghs', 'ghr'].map((kind) => ofGitHub(kind, 36)), ofGitHub('github_pat', 22)],
  ],
  ['a token of Slack', ['a', 'b', 'e', 'o', 'p', 'r', 's'].map(ofSlack)],
  ['a token of GitLab', [ofGitLab(20)]],
  ['a key of Stripe', [ofStripe('sk', 16), ofStripe('rk', 16)]],
  ['a webhook of Slack', [webhookOfSlack('T0a', 'B0b', 20)]],
  ['a key of SendGrid', [ofSendGrid(22, 43)]],
  ['a token of npm', [ofNpm(36)]],
  ['a key of OpenAI', [ofOpenAi('proj', 20)]],
  ['a key of Azure', [ofAzure(40), `AccountName=gl;${ofAzure(40)};EndpointSuffix=core.windows.net`]],
  [
    'a password in JSON',
    ['{"password":"a"}', '{"user":"gl", "Password" : "a b"}', '{"password":\n"\u{e9}"}', '{"password":"narn:"}'],
  ],
  [
    'a password among arguments',
    ['--password=a', 'run --PASSWORD=a', '--password="a b"', "--password='a'", '--password=profile:a'],
  ],
  ['a password among settings', [';password=a', '?password=a', '&PASSWORD=a', 'Server=db;Password=a;User=b']],
  [
    'the password of an address',
    ['amqp://user:pass@queue', 'rediss://:pass@cache', `a://${'u'.repeat(256)}:${'p'.repeat(256)}@b`, 'a://b:c$@d'],
  ],
])('a text has %s in it', (what, texts) => {
  for (const text of texts)
    for (const one of [text, `it is "${text}" here`, `first\n${text}\nlast`])
      expect([one, secretIn(one)]).toEqual([one, what]);
});

test.each([
  '',
  begin('PUBLIC KEY'),
  begin('CERTIFICATE'),
  ofAws('AKIA', 15),
  ofAws('XAKIA', 16),
  `${ofAws('AKIA', 16)}7`,
  ofGitHub('ghp', 35),
  ofGitHub('ghx', 36),
  ofGitHub('xghp', 36),
  ofGitHub('github_pat', 21),
  ofSlack('x'),
  ofSlack('b').slice(0, -1),
  ofGitLab(19),
  ofStripe('sk', 15),
  ofStripe('pk', 16),
  webhookOfSlack('T0a', 'B0b', 19),
  webhookOfSlack('U0a', 'B0b', 20),
  webhookOfSlack('T0a', 'C0b', 20),
  webhookOfSlack('T', 'B0b', 20),
  webhookOfSlack('T0a', 'B', 20),
  `web${webhookOfSlack('T0a', 'B0b', 20).slice('https://'.length)}`,
  ofSendGrid(21, 43),
  ofSendGrid(22, 42),
  `X${ofSendGrid(22, 43)}`,
  ofNpm(35),
  `x${ofNpm(36)}`,
  ofOpenAi('proj', 19),
  ofOpenAi('prod', 20),
  `ta${ofOpenAi('proj', 20)}`,
  ofAzure(39),
  `X${ofAzure(40)}`,
  'AccountKey=${ACCOUNT_KEY_OF_THE_STORAGE_THAT_IS_FILLED_IN}',
  '{"password":""}',
  '{"password":1}',
  '{"passwords":"a"}',
  '{"old-password":"a"}',
  '{"password":{"type":"string"}}',
  '{"password":"$PASSWORD"}',
  '{"password":"%s"}',
  '{"password":"{{resolve:secretsmanager:db}}"}',
  '{"password":"<password>"}',
  '{"password":"arn:aws:secretsmanager:eu-west-1:111122223333:secret:db"}',
  `'{"password":"'"$PASSWORD"'"}'`,
  '{"password":"`cat password`"}',
  '{"password":"\\(.password)"}',
  '--password=',
  '--password a',
  '--password= a',
  '--password-file=a',
  '-password=a',
  '--password="',
  '--password=$PASSWORD',
  '--password="${PASSWORD}"',
  "--password='%s'",
  '--password={{ password }}',
  '--password=<password>',
  '--password=`cat password`',
  '--password=file:///run/secrets/password',
  '--password=env:PASSWORD',
  '--password=arn:aws:secretsmanager:eu-west-1:111122223333:secret:db',
  'password=a',
  'a=b;password=',
  'a=b;password= c',
  'a=b;password=;c=d',
  'a=b;password=$PASSWORD',
  'a=b;password=%s',
  'a=b;password={password}',
  'a=b;password=<password>',
  'amqp://user@queue',
  'amqp://queue:5672',
  'amqp://user:@queue',
  'amqp://user:$PASSWORD@queue',
  'amqp://user:${password}@queue',
  'amqp://user:%s@queue',
  'amqp://user:{password}@queue',
  'amqp://user:<password>@queue',
  'https://host:443/@scope',
  'https://host:443/a:b@c',
])('a text has no secret in it: %s', (text) => {
  expect(secretIn(text)).toBeUndefined();
});

test('a text with two secrets is told by one', () => {
  expect(secretIn(`${ofAws('AKIA', 16)} ${begin('PRIVATE KEY')}`)).toBe('a private key');
});
