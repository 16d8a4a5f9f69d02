import type { Control } from '../../../policies/control';
import { policyNames } from '../../../policies/pack';

/** A field of RFC 4180; a leading sign of a formula is defused, since the file is opened in spreadsheets. */
const field = (text: string): string => `"${text.replace(/^[=+\-@]/, "'$&").replaceAll('"', '""')}"`;

/** One row for every mapping of every control, for spreadsheets. Source: RFC 4180. */
export function csvOf(controls: readonly Control[]): string {
  const head = ['control', 'title', 'severity', 'level', 'policies', 'standard', 'version', 'id', 'match'];
  const rows = controls.flatMap((control) =>
    control.mappings.map(({ framework, version, id, match }) => [
      control.id,
      control.title,
      control.severity,
      control.level,
      policyNames(control).join(' '),
      framework,
      version,
      id,
      match,
    ]),
  );
  return [head, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}
