/** The master key of KMS, or of a customer there, is a key that KMS keeps: what is called so says which one. */
const KEYS =
  'api|private|secret|secret[^a-z]?access|access|signing|encryption|jwt|auth|hmac|app|license|sdk|(?<!(kms|customer)[^a-z])master';

/**
 * By its last word: what ends in _ARN, _ID, _NAME or _FILE says where a secret is, and is none. Several, numbered ones and
 * their values are secrets as well, but a number of tokens is a size.
 */
const SECRET_NAME = new RegExp(
  [
    '(password|passwd|passphrase)s?$',
    `(^|[^a-z])(pwd?|(db)?pass|secret|(?<!(^|[^a-z])(max|min)[^a-z])token|credential|(${KEYS})[^a-z]?key)s?$`,
    '(^|[^a-z])(secret[^a-z]?key[^a-z]?base|redis[^a-z]?auth)$',
  ].join('|'),
);
const ENDING = /[^a-z]?\d+$|[^a-z]value$/;

/** Whether something is called like a secret. */
export const isSecretName = (name: string): boolean =>
  SECRET_NAME.test(
    name
      .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .replace(ENDING, ''),
  );
