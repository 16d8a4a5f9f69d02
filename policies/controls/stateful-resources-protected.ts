import type { Configuration } from '../configuration';
import { PASS, type Control } from '../control';
import {
  BUCKET,
  DB_CLUSTER,
  DB_INSTANCE,
  GLOBAL_CLUSTER,
  KMS_EXTERNAL_KEY,
  KMS_KEY,
  KMS_REPLICA_KEY,
  OTHER_BUCKET,
  OTHER_DATABASE,
} from '../graph/tokens';
import { nist, pci } from '../mappings';

/** Without its key, what is in a bucket or a database is as lost as with it. */
const KINDS = {
  buckets: [...BUCKET, ...OTHER_BUCKET],
  databases: [...DB_CLUSTER, ...DB_INSTANCE, ...GLOBAL_CLUSTER, ...OTHER_DATABASE],
  keys: [...KMS_KEY, ...KMS_REPLICA_KEY, ...KMS_EXTERNAL_KEY],
} as const satisfies Record<string, readonly string[]>;
type Kind = keyof typeof KINDS;
const EVERY_KIND = Object.keys(KINDS) as Kind[];

interface ProtectedConfig {
  kinds: Kind[];
}

const configuration: Configuration<ProtectedConfig> = {
  properties: {
    kinds: {
      type: 'array',
      items: { type: 'string', enum: EVERY_KIND },
      description: 'Kinds of resources that have to be protected.',
    },
  },
  defaults: { kinds: EVERY_KIND },
  check: ({ kinds }) => (kinds.length === 0 ? ['kinds is empty'] : []),
};

export const statefulResourcesProtected: Control<ProtectedConfig> = {
  id: 'stateful-resources-protected',
  title: 'Every bucket, database and key is protected from being deleted by the program',
  intent:
    'A line that is removed, a name that changes or an argument that replaces the resource ends the data with it, or the key that reads them. Pulumi refuses all of that for what is protected, before AWS is asked.',
  severity: 'high',
  level: 'mandatory',
  mappings: [...nist('own', 'CP-9', 'SI-12', 'CM-3'), ...pci('own', '10.3.2')],
  remediation: [
    'set the option protect of the resource to true; to delete it on purpose, `pulumi state unprotect` it first.',
  ],
  notApplicable: ['Kinds that the configuration does not name.'],
  falsePositives: ['What is kept by retainOnDelete: a policy does not see that option.'],
  configuration,
  tokens: Object.values(KINDS).flat(),
  content: ({ type, protect }, { kinds }) => {
    if (!kinds.some((kind) => KINDS[kind].includes(type)))
      return { verdict: 'not applicable', because: 'its kind is none that the configuration names' };
    return protect ? PASS : { verdict: 'fail', because: 'The option protect is not true' };
  },
};
