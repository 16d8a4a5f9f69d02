import type { Configuration } from '../configuration';
import { notKnownYet, PASS, type Control, type Outcome } from '../control';
import type { PlainValue } from '../plain-value';
import { PLAIN_VALUES } from '../plain-values';
import { nist, pci } from '../mappings';
import { worstOf } from '../outcomes';
import { asText } from '../reading/read';
import { secretIn } from '../secret-forms';
import { isSecretName } from '../secret-names';

interface PlainSecretsConfig {
  harmlessNames: string[];
}

const configuration: Configuration<PlainSecretsConfig> = {
  properties: {
    harmlessNames: {
      type: 'array',
      items: { type: 'string' },
      description: 'Names of values that are no secrets although they are called like some.',
    },
  },
  defaults: { harmlessNames: [] },
  check: () => [],
};

/** A reference, or a switch, gives nothing away. */
const HARMLESS_VALUE = /^$|^arn:aws|^\{\{resolve:|^(true|false)$/i;

function judgeValue({ place, name, value }: PlainValue, { harmlessNames }: PlainSecretsConfig): Outcome {
  const [called, text] = [asText(name), asText(value)];
  const named = called.state === 'known' && isSecretName(called.value) && !harmlessNames.includes(called.value);
  // A value without a name of its own, or with one that is not known, may be anything.
  if (text.state === 'unknown') return named || called.state !== 'known' ? notKnownYet(place) : PASS;
  if (text.state === 'absent') return PASS;
  const form = secretIn(text.value);
  if (form !== undefined) return { verdict: 'fail', because: `${place} has ${form} in it` };
  if (called.state === 'unknown') return notKnownYet(`the name of ${place}`);
  if (!named || HARMLESS_VALUE.test(text.value)) return PASS;
  return { verdict: 'fail', because: `${place} is named like a secret, and AWS shows its value` };
}

/**
 * That a program marks a value as a secret keeps it out of Pulumi's state in plain, not out of the resource; a policy is
 * not told of the mark. So it judges places where the value is shown anyhow. It names the place, never the value.
 */
export const noSecretsInPlainProperties: Control<PlainSecretsConfig> = {
  id: 'no-secrets-in-plain-properties',
  title: 'No password, token or private key stands where AWS shows it',
  intent:
    'Environment variables, properties of connections, parameters of type String and user data are shown to whoever may list the resource, and stay in the history of its versions.',
  severity: 'high',
  level: 'mandatory',
  mappings: [...nist('own', 'IA-5(7)', 'SC-28'), ...pci('partial', '8.6.2')],
  remediation: [
    'put the value into Secrets Manager or a parameter of type SecureString, and give the resource its ARN or name; the program reads it when it runs.',
    'change the value: it was in plain in a program, or in the history of its repository.',
  ],
  notApplicable: [
    'Passwords of databases: rds-managed-master-secret judges them.',
    'Passwords in settings of Elastic Beanstalk and Amplify, in variables of stages of API Gateway and in parameters of CloudFormation: it does not read them. Of a buildspec it knows a secret by its form alone.',
    'Values that are references (ARNs, {{resolve:…}}), and names that say where a secret is (…_ARN, …_ID, …_NAME, …_FILE).',
  ],
  falsePositives: ['A value that is called a token and is none: enter its name in harmlessNames.'],
  configuration,
  tokens: Object.keys(PLAIN_VALUES),
  content: ({ type, name, props }, config) =>
    worstOf((PLAIN_VALUES[type]?.(props, name) ?? []).map((value) => judgeValue(value, config))),
};
