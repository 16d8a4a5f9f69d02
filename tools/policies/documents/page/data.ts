import { schemaOf } from '../../../../policies/configuration';
import { BUCKET_ROLES, CONFLICTS, LEFT_OUT } from '../../../../policies/conflicts';
import type { Control } from '../../../../policies/control';
import type { Exemption } from '../../../../policies/exemptions/exemption';
import { policyNames } from '../../../../policies/pack';
import pack from '../../../../policies/package.json';
import type { CheckResult } from '../../check';
import { VERDICTS } from '../../coverage';

/** What a page says of one stack. */
export type StackOfPage = Pick<CheckResult, 'stack' | 'exitCode' | 'findings' | 'coverage' | 'problems'>;

const controlOf = (control: Control) => ({
  id: control.id,
  title: control.title,
  intent: control.intent,
  severity: control.severity,
  level: control.level,
  policies: policyNames(control),
  resources: control.tokens,
  parameters: Object.entries(schemaOf(control.configuration).properties).map(([name, schema]) => ({
    name,
    meaning: schema.description ?? '',
    default: JSON.stringify(schema.default),
  })),
  remediation: control.remediation,
  notApplicable: control.notApplicable,
  falsePositives: control.falsePositives,
  mappings: control.mappings,
});

/** Role by role, how a control that collides with something holds. */
const matrixRow = (control: string) => ({
  control,
  cells: BUCKET_ROLES.map((role) => {
    const found = CONFLICTS.find((one) => one.control === control && one.roles.includes(role));
    return found === undefined ? { there: 'holds' } : { there: found.there, because: found.because };
  }),
});

/** Nothing of a finding's excerpt: a page is passed on, and what an input holds is no business of its readers. */
const stackOf = ({ stack, exitCode, findings, coverage, problems }: StackOfPage) => ({
  stack,
  exitCode,
  problems,
  coverage,
  findings: findings.map(({ control, policy, urn, verdict, inForce, message }) => ({
    control,
    policy,
    urn,
    verdict,
    level: inForce,
    message,
  })),
});

/** All that the page shows, as it is put into it. */
export const pageData = (controls: readonly Control[], exemptions: readonly Exemption[], stack?: StackOfPage) => ({
  pack: { name: pack.name, version: pack.version, description: pack.description },
  verdicts: VERDICTS,
  controls: controls.map(controlOf),
  conflicts: {
    roles: BUCKET_ROLES,
    rows: [...new Set(CONFLICTS.map(({ control }) => control))].map(matrixRow),
    leftOut: LEFT_OUT.map((one) => ({ ...one })),
  },
  exemptions,
  ...(stack === undefined ? {} : { stack: stackOf(stack) }),
});
