import type { Control, Outcome } from '../control';
import { TRUST_POLICY } from '../document-kinds';
import { ROLE } from '../graph/tokens';
import { nist, pci } from '../mappings';
import { worstOf } from '../outcomes';
import { read } from '../reading/read';
import { judgeStrangers, readDocument } from '../resource-policy';
import { sourcelessServices, withoutServices, type SourcelessServices } from '../sourceless-services';

const configuration = sourcelessServices('assume a role', [
  'backup.amazonaws.com',
  'ec2.amazonaws.com',
  'lambda.amazonaws.com',
]);

const PROPERTY = ['assumeRolePolicy'];
const REQUESTS = {
  service: 'sts',
  actions: ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
  resources: ['arn:aws:iam::111122223333:role/any'],
};

/** Judged by requests of services on behalf of somebody else's account, of tokens of somebody else's, and of anybody. */
export const iamTrustConfusedDeputy: Control<SourcelessServices> = {
  id: 'iam-trust-confused-deputy',
  title: 'No role lets a service in on behalf of other accounts, or anybody at all',
  intent:
    "A service assumes roles for all of its customers. One that is not told for whom can be sent by somebody else's account to do its work with this role. An issuer such as GitHub's gives tokens to everybody's workflows: without a condition on whose, all of them get in.",
  severity: 'high',
  level: 'mandatory',
  mappings: [...nist('own', 'AC-3', 'AC-6'), ...pci('own', '7.2.5')],
  remediation: [
    'add the conditions StringEquals aws:SourceAccount with the own account and ArnLike aws:SourceArn with the resource that the service works for.',
    'where the issuer of tokens is shared, add a condition on the claim that names its tenant, such as StringLike token.actions.githubusercontent.com:sub with repo:organization/repository:*.',
  ],
  notApplicable: [
    'Services that say nothing of whom they act for: they are in the configuration of this policy.',
    "Issuers that are one tenant's own, such as that of a cluster of EKS: nobody else has its tokens.",
  ],
  falsePositives: [
    'A service principal of the own workload that AWS gives no source for: name it in services of this policy.',
  ],
  configuration,
  tokens: ROLE,
  content: ({ props }, { services }): Outcome => {
    const readable = readDocument(read(props, ...PROPERTY), TRUST_POLICY, PROPERTY);
    if ('outcome' in readable) return readable.outcome;
    const document = withoutServices(readable.document, services);
    return worstOf([
      judgeStrangers(document, { ...REQUESTS, strangers: 'anybody', because: 'Anybody may assume the role' }, PROPERTY),
      judgeStrangers(
        document,
        {
          ...REQUESTS,
          strangers: 'named services',
          because: 'A service may assume the role on behalf of any account',
        },
        PROPERTY,
      ),
      judgeStrangers(
        document,
        {
          ...REQUESTS,
          strangers: 'shared issuers',
          because: 'Any customer of an issuer of tokens that all of them share may assume the role',
        },
        PROPERTY,
      ),
    ]);
  },
};
