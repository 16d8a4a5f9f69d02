import type { ArgumentProblem } from '../problems';
import { REGIONS, nearestRegion, zoneOf } from './regions';

/** The problem, unless the condition holds. */
export const unless = (holds: boolean, problem: ArgumentProblem): ArgumentProblem[] => (holds ? [] : [problem]);

/** How a value is shown in a problem; arguments come from configuration, so anything may have been typed. */
export const shown = (value: unknown): string =>
  value === undefined || value === '' ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);

/** A whole number between two bounds, both included. */
export const validateWhole = (
  value: number,
  path: string,
  [least, most]: readonly [number, number],
  unit: string,
): ArgumentProblem[] =>
  unless(Number.isInteger(value) && value >= least && value <= most, {
    path,
    value: shown(value),
    rule: `is a whole number of ${unit} from ${least} to ${most}`,
    fix: 'change it',
  });

/** A region that is in a residency zone; says which one was probably meant. */
export function validateRegion(region: string, path: string): ArgumentProblem[] {
  const meant = nearestRegion(String(region));
  return unless(zoneOf(region) !== undefined, {
    path,
    value: shown(region),
    rule: `is one of ${Object.keys(REGIONS).join(', ')}`,
    fix: meant === undefined ? 'choose one of them' : `did you mean ${meant}?`,
  });
}

/** An ARN of a service, as far as its shape shows. */
export const validateArn = (arn: string, service: 'kms' | 'iam', path: string): ArgumentProblem[] =>
  unless(new RegExp(`^arn:aws(-cn|-us-gov)?:${service}:[a-z0-9-]*:\\d{12}:.+`).test(arn), {
    path,
    value: shown(arn),
    rule: `is the ARN of ${service === 'kms' ? 'a key' : 'a role'}, not its alias or name`,
    fix: `give arn:aws:${service}:…`,
  });

/** A name of an IAM role. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const validateRoleName = (roleName: string, path: string): ArgumentProblem[] =>
  unless(/^[\w+=,.@-]{1,64}$/.test(roleName), {
    path,
    value: shown(roleName),
    rule: 'is a name of an IAM role, 1 to 64 letters, digits and +=,.@_-',
    fix: 'change it',
  });

const BOUNDARY = /^arn:aws(-cn|-us-gov)?:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/;

/** A policy that bounds roles; none is given where nothing does. */
export const validateBoundary = (permissionsBoundaryArn: string | undefined, path: string): ArgumentProblem[] =>
  unless(permissionsBoundaryArn === undefined || BOUNDARY.test(permissionsBoundaryArn), {
    path,
    value: shown(permissionsBoundaryArn),
    rule: 'is the ARN of a managed policy',
    fix: 'give arn:aws:iam::<account>:policy/<name>',
  });
