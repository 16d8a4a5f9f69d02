import type { Configuration } from '../configuration';
import type { Control, Outcome } from '../control';
import { QUEUE } from '../graph/tokens';
import { fsbp, nist, pci } from '../mappings';
import { isTrue, names, requires } from '../outcomes';
import { isKeyOfAccount } from '../reading/encryption';
import { read } from '../reading/read';

interface QueueKeyConfig {
  requireCustomerKey: boolean;
}

const configuration: Configuration<QueueKeyConfig> = {
  properties: {
    requireCustomerKey: { type: 'boolean', description: "Whether a key has to be named, so that it is not SQS's own." },
  },
  defaults: { requireCustomerKey: false },
  check: () => [],
};

/** By a key that is named, or by SQS's own; one of the two has to be said. */
export const sqsQueueEncrypted: Control<QueueKeyConfig> = {
  id: 'sqs-queue-encrypted',
  title: 'Every queue encrypts its messages',
  intent: 'Events name tenants, keys and versions of objects: whoever reads the queue has a table of contents.',
  severity: 'medium',
  level: 'mandatory',
  mappings: [...fsbp('exact', 'SQS.1'), ...nist('exact', 'SC-13', 'SC-28', 'SC-28(1)'), ...pci('partial', '3.5.1')],
  remediation: ['set kmsMasterKeyId to a key that may be used by whoever sends, or sqsManagedSseEnabled: true.'],
  notApplicable: [],
  falsePositives: ['A queue that says nothing fails: that new queues are encrypted is a default of AWS.'],
  configuration,
  tokens: QUEUE,
  content: ({ props }, { requireCustomerKey }): Outcome => {
    const property = ['kmsMasterKeyId'];
    if (requireCustomerKey)
      return requires(props, {
        property,
        holds: isKeyOfAccount,
        because: 'kmsMasterKeyId names no key that the account manages',
      });
    if (read(props, ...property).state !== 'absent') return names(props, property, 'kmsMasterKeyId names no key');
    return requires(props, {
      property: ['sqsManagedSseEnabled'],
      holds: isTrue,
      because: 'sqsManagedSseEnabled is not true, and kmsMasterKeyId names no key',
    });
  },
};
