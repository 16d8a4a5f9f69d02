import { NO_CONFIGURATION } from '../configuration';
import type { Control } from '../control';
import { DB_PROXY } from '../graph/tokens';
import { fsbp, nist, pci } from '../mappings';
import { isTrue, requires } from '../outcomes';

export const rdsProxyRequireTls: Control<object> = {
  id: 'rds-proxy-require-tls',
  title: 'Every proxy of a database takes connections over TLS only',
  intent:
    'A proxy stands before the database and takes the connection itself: that the database wants TLS says nothing of who talks to the proxy.',
  severity: 'medium',
  level: 'mandatory',
  mappings: [...fsbp('exact', 'RDS.43'), ...nist('own', 'SC-8'), ...pci('own', '4.2.1')],
  remediation: ['set requireTls: true.'],
  notApplicable: [],
  falsePositives: [],
  configuration: NO_CONFIGURATION,
  tokens: DB_PROXY,
  content: ({ props }) =>
    requires(props, { property: ['requireTls'], holds: isTrue, because: 'requireTls is not true' }),
};
