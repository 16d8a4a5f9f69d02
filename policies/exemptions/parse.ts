import { ExemptionError, type Exemption, type ExemptionProblem } from './exemption';
import { patternProblems } from './urn-pattern';

const FIELDS = ['policy', 'urn', 'owner', 'reason', 'ticket', 'expires'] as const;
const FEWEST_CHARACTERS = { policy: 1, urn: 1, owner: 3, reason: 20, ticket: 3, expires: 1 } as const;
/** An exemption is looked at again at least once a year. */
const MOST_DAYS = 366;
const DAY_MS = 86_400_000;
const MOST_SHOWN = 80;

const shown = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)} …` : text;
};

const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

function fieldProblems(path: string, given: Readonly<Record<string, unknown>>): ExemptionProblem[] {
  const missing = FIELDS.flatMap((field): ExemptionProblem[] => {
    const value = Object.hasOwn(given, field) ? given[field] : undefined;
    const least = FEWEST_CHARACTERS[field];
    if (typeof value === 'string' && value.trim().length >= least) return [];
    const rule = `it has to be a text of at least ${least} character${least === 1 ? '' : 's'}`;
    return [{ path: `${path}.${field}`, value: shown(value), rule, fix: `say ${field}` }];
  });
  const foreign = Object.keys(given)
    .filter((key) => !(FIELDS as readonly string[]).includes(key))
    .map((key) => ({
      path: `${path}.${key}`,
      value: shown(given[key]),
      rule: 'an exemption has no such field',
      fix: `it has ${FIELDS.join(', ')}`,
    }));
  return [...missing, ...foreign];
}

function valueProblems(path: string, one: Exemption, policies: readonly string[], today: string): ExemptionProblem[] {
  const { policy, urn, expires } = one;
  const problems = patternProblems(urn).map((found) => ({ path: `${path}.urn`, value: shown(urn), ...found }));
  if (!policies.includes(policy))
    problems.push({
      path: `${path}.policy`,
      value: shown(policy),
      rule: 'it is no control of the pack',
      fix: `name one of ${policies.join(', ')}`,
    });
  const at = { path: `${path}.expires`, value: shown(expires) };
  if (!isDay(expires)) problems.push({ ...at, rule: 'it is no day', fix: 'write YYYY-MM-DD' });
  else if (Date.parse(expires) - Date.parse(today) > MOST_DAYS * DAY_MS)
    problems.push({ ...at, rule: `it is more than ${MOST_DAYS} days ahead`, fix: 'name an earlier day and renew it' });
  return problems;
}

/**
 * The exemptions of a file. One that has expired is none that is wrong: it exempts nothing, and the pack reports it.
 *
 * @param source name of the file, for the error
 * @param policies ids of the controls
 * @param today YYYY-MM-DD in UTC
 * @throws {ExemptionError} with every problem
 */
export function parseExemptions(
  source: string,
  given: unknown,
  policies: readonly string[],
  today: string,
): Exemption[] {
  if (!Array.isArray(given))
    throw new ExemptionError(source, [
      { path: '(all)', value: shown(given), rule: 'it is no list', fix: 'write [] where nothing is exempt' },
    ]);
  const problems = given.flatMap((one: unknown, index): ExemptionProblem[] => {
    const path = `[${index}]`;
    if (typeof one !== 'object' || one === null || Array.isArray(one))
      return [{ path, value: shown(one), rule: 'it is no object', fix: `write an object with ${FIELDS.join(', ')}` }];
    const wrong = fieldProblems(path, one as Record<string, unknown>);
    if (wrong.length > 0) return wrong;
    const exemption = one as Exemption;
    const same = (given.slice(0, index) as (Exemption | null)[]).findIndex(
      (other) => other?.policy === exemption.policy && other.urn === exemption.urn,
    );
    const twice: ExemptionProblem = {
      path,
      value: shown(exemption.urn),
      rule: `it says what [${same}] says`,
      fix: 'leave one of the two',
    };
    return [...valueProblems(path, exemption, policies, today), ...(same < 0 ? [] : [twice])];
  });
  if (problems.length > 0) throw new ExemptionError(source, problems);
  return given as Exemption[];
}
