import type { Configuration } from '../configuration';
import { notKnownYet, PASS, type Control, type Outcome } from '../control';
import { notPostgres } from '../databases';
import { DB_CLUSTER, DB_INSTANCE } from '../graph/tokens';
import { fsbp, nist, pci } from '../mappings';
import { fail, unless } from '../outcomes';
import { readList } from '../reading/read';

interface LogConfig {
  logs: string[];
}

const configuration: Configuration<LogConfig> = {
  properties: {
    logs: { type: 'array', items: { type: 'string' }, description: 'Logs of a PostgreSQL database that leave it.' },
  },
  defaults: { logs: ['postgresql'] },
  check: ({ logs }) => [
    ...(logs.length === 0 ? ['logs is empty'] : []),
    ...(logs.some((log) => log.trim() === '') ? ['logs has an empty name; name a log'] : []),
  ],
};

const PROPERTY = ['enabledCloudwatchLogsExports'];

function judgeExports(props: object, logs: readonly string[]): Outcome {
  const list = readList(props, ...PROPERTY);
  if (list.state === 'unknown') return notKnownYet(list.path, { property: PROPERTY });
  const given = list.state === 'known' ? list.value : [];
  const named = (log: string): boolean => given.some((one) => one.state === 'known' && one.value === log);
  if (logs.every(named)) return PASS;
  const open = given.find(({ state }) => state === 'unknown');
  if (open?.state === 'unknown') return notKnownYet(open.path, { property: PROPERTY });
  return fail('enabledCloudwatchLogsExports lacks a log that has to leave the database', PROPERTY);
}

/** Where the engine is PostgreSQL; others have other logs. */
export const rdsLogExport: Control<LogConfig> = {
  id: 'rds-log-export',
  title: 'Every PostgreSQL database sends its log out of the database',
  intent:
    'Who logged in and what failed has to be readable when the database is gone or in the hands of whoever broke in.',
  severity: 'medium',
  level: 'mandatory',
  mappings: [...fsbp('exact', 'RDS.37'), ...nist('exact', 'AU-2', 'AU-12'), ...pci('partial', '10.4.2')],
  remediation: ["set enabledCloudwatchLogsExports: ['postgresql']."],
  notApplicable: ['Engines other than PostgreSQL.'],
  falsePositives: ['A read replica of another engine that does not name it fails: name its engine.'],
  configuration,
  tokens: [...DB_CLUSTER, ...DB_INSTANCE],
  content: ({ props }, { logs }) => unless(props, [notPostgres('engine')], judgeExports(props, logs)),
};
