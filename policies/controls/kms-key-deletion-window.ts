import type { Configuration } from '../configuration';
import type { Control } from '../control';
import { KMS_EXTERNAL_KEY, KMS_KEY, KMS_REPLICA_KEY } from '../graph/tokens';
import { fsbp, nist, pci } from '../mappings';
import { isNotFalse, requires, worstOf } from '../outcomes';

interface DeletionWindowConfig {
  minDays: number;
}

/** What KMS takes. Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
const [LEAST_DAYS, MOST_DAYS] = [7, 30];

const configuration: Configuration<DeletionWindowConfig> = {
  properties: {
    minDays: {
      type: 'integer',
      minimum: LEAST_DAYS,
      maximum: MOST_DAYS,
      description: 'Days in which the deletion of a key can be called off, at least.',
    },
  },
  defaults: { minDays: MOST_DAYS },
  check: ({ minDays }) =>
    minDays < LEAST_DAYS || minDays > MOST_DAYS ? [`minDays is not within ${LEAST_DAYS} to ${MOST_DAYS}`] : [],
};

/** A window that is not set is KMS's own, 30 days. */
export const kmsKeyDeletionWindow: Control<DeletionWindowConfig> = {
  id: 'kms-key-deletion-window',
  title: 'The deletion of a key can be called off for the whole window, and every key is enabled',
  intent:
    'Without its key everything that it encrypts is gone, in every copy. A short window leaves no time to notice; a disabled key is an outage.',
  severity: 'high',
  level: 'mandatory',
  mappings: [...fsbp('partial', 'KMS.3'), ...nist('exact', 'SC-12', 'SC-12(2)'), ...pci('partial', '3.7.5')],
  remediation: ['set deletionWindowInDays to the window or leave it out, and do not disable the key.'],
  notApplicable: [],
  falsePositives: ['A key that is disabled before it is retired fails: retire it outside the stack.'],
  configuration,
  tokens: [...KMS_KEY, ...KMS_REPLICA_KEY, ...KMS_EXTERNAL_KEY],
  content: ({ props }, { minDays }) =>
    worstOf([
      requires(props, {
        property: ['deletionWindowInDays'],
        holds: (days) => typeof days === 'number' && days >= minDays,
        because: `deletionWindowInDays is less than ${minDays}`,
        absent: 'pass',
      }),
      ...['isEnabled', 'enabled'].map((flag) =>
        requires(props, { property: [flag], holds: isNotFalse, because: `${flag} is false`, absent: 'pass' }),
      ),
    ]),
};
