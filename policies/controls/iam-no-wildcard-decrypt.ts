import { NO_CONFIGURATION } from '../configuration';
import { UNKNOWN } from '../document/leaf';
import type { ParsedDocument, Statement } from '../document/parse';
import { exampleOfGlob } from '../document/variables';
import { NOBODYS_ACCOUNT } from '../document/witnesses';
import { ENCRYPTION_CONTEXT } from '../encryption-contexts';
import { fsbp, nist, pci } from '../mappings';
import { identityControl, refuses } from '../identity-control';
import { inPartitions } from '../partitions';

const KEYS = /:key\/.*[*?]/;

/** A key that nobody names, in every region and account that the statements name, and elsewhere; one of each pattern. */
function keysOutside(document: ParsedDocument): string[] {
  const values = document.statements
    .flatMap(({ resources }) => resources?.values ?? [])
    .flatMap((value) => (value === UNKNOWN ? [] : [value]));
  const places = values
    .map((value) => value.split(':'))
    .map(([, , , region = '*', account = '*']) => exampleOfGlob(`${region}:${account}`));
  const nobodys = [`eu-west-1:${NOBODYS_ACCOUNT}`, ...places].map(
    (place) => `arn:aws:kms:${place}:key/0d0e0f00-0000-4000-8000-0000000000ff`,
  );
  return [
    ...new Set([...inPartitions(document, nobodys), ...values.filter((value) => KEYS.test(value)).map(exampleOfGlob)]),
  ];
}

/**
 * Whichever key it comes to be, the statement opens what was encrypted for one named thing alone. It is judged when the
 * key is known; until then there is nothing to hold up.
 */
const isHeldToOneContext = ({ resources, conditions }: Statement): boolean =>
  resources !== undefined &&
  !resources.negated &&
  resources.values.every((value) => value === UNKNOWN) &&
  conditions.some(
    ({ operator, set, ifExists, key, values }) =>
      operator === 'StringEquals' &&
      set === undefined &&
      !ifExists &&
      key.startsWith(ENCRYPTION_CONTEXT) &&
      values.every((value) => value !== UNKNOWN),
  );

/** The keys are asked for, not the conditions: as AWS's own control does. */
export const iamNoWildcardDecrypt = identityControl({
  id: 'iam-no-wildcard-decrypt',
  title: 'No policy allows to decrypt by keys that it does not name',
  intent: 'One role that may use every key opens what every other role keeps apart, in buckets and in databases.',
  severity: 'medium',
  level: 'mandatory',
  mappings: [...fsbp('exact', 'KMS.1', 'KMS.2'), ...nist('exact', 'AC-3', 'AC-5', 'AC-6'), ...pci('partial', '7.2.2')],
  remediation: ['name the keys by their ARNs as the resources of kms:Decrypt and kms:ReEncryptFrom.'],
  notApplicable: [
    'Roles without a policy of their own.',
    'Before `pulumi up` a key that is not known, where the statement is held to one encryption context by StringEquals.',
  ],
  falsePositives: ['Keys that are chosen by kms:ResourceAliases or by a tag fail: whoever tags a key chooses it.'],
  configuration: NO_CONFIGURATION,
  judge: (policy) => {
    const statements = policy.document.statements.filter((statement) => !isHeldToOneContext(statement));
    const document = { ...policy.document, statements };
    return refuses(
      { ...policy, document },
      { actions: ['kms:Decrypt', 'kms:ReEncryptFrom'], resources: keysOutside(document) },
      'It allows to decrypt by keys that it does not name',
    );
  },
});
