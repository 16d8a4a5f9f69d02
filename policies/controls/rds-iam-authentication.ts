import { NO_CONFIGURATION } from '../configuration';
import type { Control } from '../control';
import { DB_CLUSTER, DB_INSTANCE } from '../graph/tokens';
import { fsbp, nist, pci } from '../mappings';
import { isTrue, requires } from '../outcomes';

export const rdsIamAuthentication: Control<object> = {
  id: 'rds-iam-authentication',
  title: 'Every database lets its users authenticate by IAM',
  intent:
    'Logins by tokens of fifteen minutes need no password that is kept, shared and forgotten somewhere. Without it every login has one.',
  severity: 'medium',
  level: 'mandatory',
  mappings: [
    ...fsbp('exact', 'RDS.12'),
    ...nist('exact', 'AC-2(1)', 'AC-3', 'AC-6'),
    ...pci('partial', '7.2.5', '8.6.3'),
  ],
  remediation: ['set iamDatabaseAuthenticationEnabled: true, and grant rds_iam to the logins.'],
  notApplicable: ['Instances of a cluster: the cluster says it for them.'],
  falsePositives: ['An engine without IAM authentication (Oracle, SQL Server) fails.'],
  configuration: NO_CONFIGURATION,
  tokens: [...DB_CLUSTER, ...DB_INSTANCE],
  content: ({ props }) =>
    requires(props, {
      property: ['iamDatabaseAuthenticationEnabled'],
      holds: isTrue,
      because: 'iamDatabaseAuthenticationEnabled is not true',
    }),
};
