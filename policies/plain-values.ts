import { asText, isDictionary, read, readList, type Reading } from './reading/read';

/** A value that AWS shows, as it was given, to whoever may read the resource. */
export interface PlainValue {
  /** Where it is, in words; a key of a map is part of it, never a value. */
  place: string;
  /** What it is called; nothing where it has no name of its own. */
  name: Reading;
  value: Reading;
}

const entries = (props: object, ...path: readonly string[]): PlainValue[] => {
  const map = read(props, ...path);
  if (map.state === 'unknown') return [{ place: path.join('.'), name: { state: 'absent' }, value: map }];
  if (map.state === 'absent' || !isDictionary(map.value)) return [];
  return Object.keys(map.value).map((name) => ({
    place: [...path, name].join('.'),
    name: { state: 'known', value: name },
    value: read(props, ...path, name),
  }));
};

const pairs = (props: unknown, path: readonly (string | number)[], place = path.join('.')): PlainValue[] => {
  const list = readList(props, ...path);
  if (list.state === 'unknown') return [{ place, name: { state: 'absent' }, value: list }];
  if (list.state === 'absent') return [];
  return list.value.map((_, index) => ({
    place: `${place}[${index}]`,
    name: read(props, ...path, index, 'name'),
    value: read(props, ...path, index, 'value'),
  }));
};

/** AWS takes the keys of containers in capitals, too. */
const inSmallLetters = (_key: string, value: unknown): unknown =>
  isDictionary(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toLowerCase(), inner]))
    : value;

/** Containers are given as a text; what cannot be read, AWS does not take. */
function containers(props: object, property: string): PlainValue[] {
  const text = read(props, property);
  if (text.state === 'unknown') return [{ place: property, name: { state: 'absent' }, value: text }];
  if (text.state === 'absent' || typeof text.value !== 'string') return [];
  try {
    const parsed: unknown = JSON.parse(text.value, inSmallLetters);
    const all = Array.isArray(parsed) ? (parsed as unknown[]) : [parsed];
    return all.flatMap((one, index) => pairs(one, ['environment'], `${property}[${index}].environment`));
  } catch {
    return [];
  }
}

/** User data may be encoded, or has to be: what is not, decodes to nothing that means something. */
const userData = (props: object, property: string): PlainValue[] => {
  const value = asText(read(props, property));
  const decoded: Reading =
    value.state === 'known' ? { state: 'known', value: Buffer.from(value.value, 'base64').toString() } : value;
  return [value, decoded].map((one) => ({ place: property, name: { state: 'absent' }, value: one }));
};

/** What is of a kind that AWS keeps for itself is none; of a kind that is not known it is not known. */
const ofKind = (kind: Reading, plain: readonly unknown[], one: PlainValue): PlainValue[] => {
  if (one.value.state === 'absent') return [];
  if (kind.state === 'unknown') return [{ ...one, value: kind }];
  return kind.state === 'absent' || plain.includes(kind.value) ? [one] : [];
};

/**
 * What a resource is called without the random ending that Pulumi gives to a name of its own making, and that is new with
 * each resource; one that has no name yet is called after its logical name.
 */
const nameOf = (name: Reading, logicalName: string): Reading => {
  const text = asText(name);
  if (text.state === 'absent') return { state: 'known', value: logicalName };
  return text.state === 'known' ? { ...text, value: text.value.replace(/-[0-9a-f]{7}$/, '') } : text;
};

/** By type of resource: the values that it shows. */
export const PLAIN_VALUES: Readonly<Record<string, (props: object, logicalName: string) => PlainValue[]>> = {
  'aws:lambda/function:Function': (props) => entries(props, 'environment', 'variables'),
  'aws:ecs/taskDefinition:TaskDefinition': (props) => containers(props, 'containerDefinitions'),
  'aws:batch/jobDefinition:JobDefinition': (props) => containers(props, 'containerProperties'),
  'aws:codebuild/project:Project': (props) =>
    pairs(props, ['environment', 'environmentVariables']).flatMap((one, index) =>
      ofKind(read(props, 'environment', 'environmentVariables', index, 'type'), ['PLAINTEXT'], one),
    ),
  'aws:glue/job:Job': (props) => entries(props, 'defaultArguments'),
  'aws:ssm/parameter:Parameter': (props, logicalName) =>
    ['value', 'valueWo', 'insecureValue'].flatMap((place) =>
      ofKind(read(props, 'type'), ['String', 'StringList'], {
        place,
        name: nameOf(read(props, 'name'), logicalName),
        value: read(props, place),
      }),
    ),
  'aws:ec2/instance:Instance': (props) => [...userData(props, 'userData'), ...userData(props, 'userDataBase64')],
  'aws:ec2/launchTemplate:LaunchTemplate': (props) => userData(props, 'userData'),
};
