import type { Configuration } from '../configuration';
import type { Control } from '../control';
import { KMS_KEY } from '../graph/tokens';
import { cis, nist, pci, securityHub } from '../mappings';
import { isTrue, requires, unless, worstOf, type Exception } from '../outcomes';

interface RotationConfig {
  maxRotationDays: number;
}

/** What KMS itself can take. Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
const [LEAST_DAYS, MOST_DAYS] = [90, 2560];

const configuration: Configuration<RotationConfig> = {
  properties: {
    maxRotationDays: {
      type: 'integer',
      minimum: LEAST_DAYS,
      maximum: MOST_DAYS,
      description: 'Days after which a key has new material at the latest.',
    },
  },
  defaults: { maxRotationDays: 365 },
  check: ({ maxRotationDays }) =>
    maxRotationDays < LEAST_DAYS || maxRotationDays > MOST_DAYS
      ? [`maxRotationDays is not within ${LEAST_DAYS} to ${MOST_DAYS}`]
      : [],
};

const SYMMETRIC = 'KMS rotates symmetric encryption keys alone';
/** Keys that KMS never rotates by itself. */
const UNROTATABLE: readonly Exception[] = [
  { property: 'customerMasterKeySpec', holds: (spec) => spec !== 'SYMMETRIC_DEFAULT', because: SYMMETRIC },
  { property: 'keyUsage', holds: (usage) => usage !== 'ENCRYPT_DECRYPT', because: SYMMETRIC },
  { property: 'customKeyStoreId', because: 'KMS rotates no key of a custom key store' },
];

/** Automatic rotation on, at least once in the configured time; a period that is not set is a year. */
export const kmsKeyRotation: Control<RotationConfig> = {
  id: 'kms-key-rotation',
  title: 'Every key that KMS can rotate is rotated',
  intent:
    'What one version of a key has encrypted stays limited. Without rotation all data of all years hang on the same material.',
  severity: 'high',
  level: 'mandatory',
  mappings: [
    ...securityHub('exact', 'KMS.4'),
    ...cis('exact', '3.6'),
    ...nist('exact', 'SC-12', 'SC-12(2)', 'SC-28(3)'),
    ...pci('exact', '3.7.4'),
  ],
  remediation: ['set enableKeyRotation: true, and rotationPeriodInDays to the window or leave it out for a year.'],
  notApplicable: ['Asymmetric and HMAC keys and keys of a custom key store: KMS does not rotate them.'],
  falsePositives: ['A key that is rotated by hand fails: nothing in the stack shows that it is.'],
  configuration,
  tokens: KMS_KEY,
  content: ({ props }, { maxRotationDays }) =>
    unless(
      props,
      UNROTATABLE,
      worstOf([
        requires(props, {
          property: ['enableKeyRotation'],
          holds: isTrue,
          because: 'enableKeyRotation is not true',
        }),
        requires(props, {
          property: ['rotationPeriodInDays'],
          holds: (days) => typeof days === 'number' && days <= maxRotationDays,
          because: `rotationPeriodInDays is more than ${maxRotationDays}`,
          absent: 'pass',
        }),
      ]),
    ),
};
