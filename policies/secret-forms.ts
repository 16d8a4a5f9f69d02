/** How a value begins that the program or the shell puts in later. */
const FILLED_IN = '(?![$%{<])';
/** What says where a password is, and is none. */
const REFERENCE = '(?!arn:|file:|env:)';

/** What cannot be anything else, whatever it is called. */
const FORMS: readonly (readonly [what: string, form: RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----/],
  ['an access key of AWS', /\b(AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a token of GitHub', /\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9]{22})/],
  ['a token of Slack', /\bxox[abeoprs]-[A-Za-z0-9-]{10}/],
  ['a token of GitLab', /\bglpat-[A-Za-z0-9_-]{20}/],
  ['a key of Stripe', /\b[sr]k_live_[A-Za-z0-9]{16}/],
  ['a webhook of Slack', /\bhooks\.slack\.com\/services\/T\w+\/B\w+\/\w{20}/],
  ['a key of SendGrid', /\bSG\.[\w-]{22}\.[\w-]{43}/],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}/],
  ['a key of OpenAI', /\bsk-proj-[\w-]{20}/],
  ['a key of Azure', /\bAccountKey=[A-Za-z0-9+/]{40}/],
  ['a password in JSON', new RegExp(`"password"\\s*:\\s*"${FILLED_IN}${REFERENCE}[^"'\`\\\\]`, 'i')],
  ['a password among arguments', new RegExp(`--password=["']?${FILLED_IN}${REFERENCE}[^\\s"'\`]`, 'i')],
  ['a password among settings', new RegExp(`[;?&]password=${FILLED_IN}[^;&\\s"']`, 'i')],
  ['the password of an address', new RegExp(String.raw`://[^/\s:@"]{0,256}:${FILLED_IN}[^/\s:@"]{1,256}@`)],
];

/** What a text has in it that is a secret by its form; nothing when there is none. */
export const secretIn = (text: string): string | undefined => FORMS.find(([, form]) => form.test(text))?.[0];
