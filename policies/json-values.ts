import { nameless, type PlainValue } from './plain-value';
import { isDictionary, read, type Reading } from './reading/read';

const readingOf = (value: unknown): Reading =>
  value === undefined || value === null ? { state: 'absent' } : { state: 'known', value };

/** AWS takes the keys of containers in capitals, too. */
const ownOf = (value: Record<string, unknown>, key: string): unknown =>
  Object.entries(value).find(([own]) => own.toLowerCase() === key)?.[1];

/** What has a name and a value is a variable, wherever it stands; any other text has no name. */
function valuesIn(value: unknown, place: string): PlainValue[] {
  if (typeof value === 'string') return [nameless(place, { state: 'known', value })];
  if (Array.isArray(value)) return value.flatMap((one: unknown, index) => valuesIn(one, `${place}[${index}]`));
  if (!isDictionary(value)) return [];
  const named = ownOf(value, 'value');
  if (named !== undefined) return [{ place, name: readingOf(ownOf(value, 'name')), value: readingOf(named) }];
  return Object.entries(value).flatMap(([key, inner]) => valuesIn(inner, `${place}.${key}`));
}

/** The values in a property that is given as JSON; what cannot be read, AWS does not take. */
export function jsonValues(props: object, property: string): PlainValue[] {
  const text = read(props, property);
  if (text.state === 'unknown') return [nameless(property, text)];
  if (text.state === 'absent' || typeof text.value !== 'string') return [];
  try {
    return valuesIn(JSON.parse(text.value), property);
  } catch {
    return [];
  }
}
