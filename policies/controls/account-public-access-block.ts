import type { Configuration } from '../configuration';
import type { Control, Judgement } from '../control';
import { ACCOUNT_PUBLIC_ACCESS_BLOCK } from '../graph/tokens';
import { cis, fsbp, nist, pci } from '../mappings';
import { judgeFlags } from './public-access-block';

interface AccountBlockConfig {
  required: boolean;
}

const configuration: Configuration<AccountBlockConfig> = {
  properties: {
    required: {
      type: 'boolean',
      description: 'Whether the stack has to own the block of its account: for the one stack of an account that does.',
    },
  },
  defaults: { required: false },
  check: () => [],
};

/** The block of all buckets of an account, of this stack or not: an account has one. */
export const accountPublicAccessBlock: Control<AccountBlockConfig> = {
  id: 's3-account-public-access-block',
  title: 'The account blocks public access in all four ways',
  intent:
    'A bucket that somebody creates by hand beside these, without a block of its own, is not public either. Three flags of four leave one way open.',
  severity: 'high',
  level: 'mandatory',
  mappings: [
    ...fsbp('exact', 'S3.1'),
    ...cis('exact', '2.1.4'),
    ...nist('exact', 'AC-3', 'AC-6', 'SC-7'),
    ...pci('exact', '1.4.4'),
  ],
  remediation: [
    'set blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets of the AccountPublicAccessBlock to true.',
    'where required asks for one, add it to the one stack that owns the account (component AccountBaseline).',
  ],
  notApplicable: [
    'Stacks that do not own the account, as long as required is false: a second block takes it from the first.',
  ],
  falsePositives: ['required: an account whose block another stack or a policy of the organization sets.'],
  configuration,
  tokens: ACCOUNT_PUBLIC_ACCESS_BLOCK,
  content: ({ props }) => judgeFlags(props),
  graph: {
    suffix: 'present',
    judge: (graph, { required }) => {
      const [bucket] = graph.buckets;
      if (bucket === undefined || graph.ofType(ACCOUNT_PUBLIC_ACCESS_BLOCK).length > 0) return [];
      const outcome: Judgement['outcome'] = required
        ? { verdict: 'fail', because: 'No AccountPublicAccessBlock belongs to the account of this bucket' }
        : { verdict: 'not applicable', because: 'required is false: another stack may own the block of the account' };
      return [{ urn: bucket.urn, outcome }];
    },
  },
};
