import { jsonValues } from './json-values';
import { nameless, type PlainValue } from './plain-value';
import { asText, isDictionary, read, readList, type Reading } from './reading/read';
import { userData } from './user-data';

type Path = readonly (string | number)[];

const placeOf = (path: Path): string =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');

const entries = (props: object, ...path: readonly string[]): PlainValue[] => {
  const map = read(props, ...path);
  if (map.state === 'unknown') return [nameless(path.join('.'), map)];
  if (map.state === 'absent' || !isDictionary(map.value)) return [];
  return Object.keys(map.value).map((name) => ({
    place: [...path, name].join('.'),
    name: { state: 'known', value: name },
    value: read(props, ...path, name),
  }));
};

/** The values in each element of a list. */
const ofEach = (props: object, path: Path, valuesOf: (element: Path) => PlainValue[]): PlainValue[] => {
  const list = readList(props, ...path);
  if (list.state === 'unknown') return [nameless(placeOf(path), list)];
  return list.state === 'absent' ? [] : list.value.flatMap((_, index) => valuesOf([...path, index]));
};

const pairs = (props: object, path: Path): PlainValue[] =>
  ofEach(props, path, (one) => [
    { place: placeOf(one), name: read(props, ...one, 'name'), value: read(props, ...one, 'value') },
  ]);

const textAt = (props: object, path: Path): PlainValue => nameless(placeOf(path), read(props, ...path));

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

/** Where a service of App Runner has its variables: by the image that it runs, or by the code. */
const RUNTIMES = [
  ['imageRepository', 'imageConfiguration'],
  ['codeRepository', 'codeConfiguration', 'codeConfigurationValues'],
];

/** By type of resource: the values that it shows. */
export const PLAIN_VALUES: Readonly<Record<string, (props: object, logicalName: string) => PlainValue[]>> = {
  'aws:lambda/function:Function': (props) => entries(props, 'environment', 'variables'),
  'aws:ecs/taskDefinition:TaskDefinition': (props) => jsonValues(props, 'containerDefinitions'),
  'aws:batch/jobDefinition:JobDefinition': (props) => [
    ...['containerProperties', 'ecsProperties', 'nodeProperties'].flatMap((property) => jsonValues(props, property)),
    ...['containers', 'initContainers'].flatMap((containers) =>
      ofEach(props, ['eksProperties', 'podProperties', containers], (one) => pairs(props, [...one, 'envs'])),
    ),
  ],
  'aws:apprunner/service:Service': (props) =>
    RUNTIMES.flatMap((path) => entries(props, 'sourceConfiguration', ...path, 'runtimeEnvironmentVariables')),
  'aws:codebuild/project:Project': (props) => [
    ...pairs(props, ['environment', 'environmentVariables']).flatMap((one, index) =>
      ofKind(read(props, 'environment', 'environmentVariables', index, 'type'), ['PLAINTEXT'], one),
    ),
    textAt(props, ['source', 'buildspec']),
    ...ofEach(props, ['secondarySources'], (one) => [textAt(props, [...one, 'buildspec'])]),
  ],
  'aws:glue/job:Job': (props) => [...entries(props, 'defaultArguments'), ...entries(props, 'nonOverridableArguments')],
  // Source: https://docs.aws.amazon.com/glue/latest/webapi/API_Connection.html
  'aws:glue/connection:Connection': (props) =>
    entries(props, 'connectionProperties').filter(({ place }) => !place.startsWith('connectionProperties.ENCRYPTED_')),
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
