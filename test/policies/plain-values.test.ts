import type { PlainValue } from '../../policies/plain-value';
import { PLAIN_VALUES } from '../../policies/plain-values';
import type { Reading } from '../../policies/reading/read';
import { ABSENT, known, unknown } from './reading/setting';
import { UNKNOWN_TEXT } from './stack';
import { unknownCheckingProxy } from './unknown';

const shown = (type: string, props: object): PlainValue[] =>
  PLAIN_VALUES[type]!(unknownCheckingProxy(props), 'logical');
const one = (place: string, value: object, name: object = ABSENT): PlainValue => ({
  place,
  name: name as Reading,
  value: value as Reading,
});
/** A variable whose place ends in its name. */
const variable = (map: string, name: string, value: object): PlainValue => one(`${map}.${name}`, value, known(name));

test('values of other types are not shown', () => {
  expect(Object.keys(PLAIN_VALUES)).toEqual([
    'aws:lambda/function:Function',
    'aws:ecs/taskDefinition:TaskDefinition',
    'aws:batch/jobDefinition:JobDefinition',
    'aws:apprunner/service:Service',
    'aws:codebuild/project:Project',
    'aws:glue/job:Job',
    'aws:glue/connection:Connection',
    'aws:ssm/parameter:Parameter',
    'aws:ec2/instance:Instance',
    'aws:ec2/launchTemplate:LaunchTemplate',
  ]);
});

describe('a function of Lambda', () => {
  const VARIABLES = 'environment.variables';

  test.each<[says: string, environment: unknown, values: PlainValue[]]>([
    [
      'each by its name',
      { variables: { A: 'a', 'B.b': 2, C: UNKNOWN_TEXT, D: null } },
      [
        variable(VARIABLES, 'A', known('a')),
        variable(VARIABLES, 'B.b', known(2)),
        variable(VARIABLES, 'C', unknown('environment.variables.C')),
        variable(VARIABLES, 'D', ABSENT),
      ],
    ],
    ['whose names are not known', { variables: UNKNOWN_TEXT }, [one(VARIABLES, unknown('environment.variables'))]],
    ['of which nothing is known', UNKNOWN_TEXT, [one(VARIABLES, unknown('environment'))]],
    ['but not in a text', { variables: 'A=a' }, []],
    ['but not in a list', { variables: ['a'] }, []],
    ['but not where there are none', { variables: null }, []],
    ['but not where it has no environment', undefined, []],
  ])('shows its variables, %s', (_, environment, values) => {
    expect(shown('aws:lambda/function:Function', { environment })).toEqual(values);
  });
});

describe('a task of ECS', () => {
  const type = 'aws:ecs/taskDefinition:TaskDefinition';

  test('shows its containers', () => {
    const containerDefinitions = JSON.stringify([{ environment: [{ name: 'A', value: 'a' }] }]);
    expect(shown(type, { containerDefinitions })).toEqual([
      one('containerDefinitions[0].environment[0]', known('a'), known('A')),
    ]);
    expect(shown(type, { containerDefinitions: UNKNOWN_TEXT })).toEqual([
      one('containerDefinitions', unknown('containerDefinitions')),
    ]);
    expect(shown(type, {})).toEqual([]);
  });
});

describe('a job of Batch', () => {
  const type = 'aws:batch/jobDefinition:JobDefinition';

  test.each(['containerProperties', 'ecsProperties', 'nodeProperties'])('shows the text of its %s', (property) => {
    expect(shown(type, { [property]: JSON.stringify({ image: 'a' }) })).toEqual([one(`${property}.image`, known('a'))]);
  });

  test.each(['containers', 'initContainers'])('shows the variables of all its %s', (containers) => {
    const path = `eksProperties.podProperties.${containers}`;
    const podProperties = {
      [containers]: [
        { image: 'x', envs: [{ name: 'A', value: 'a' }, { name: UNKNOWN_TEXT, value: 'b' }, { name: 'C' }] },
        { image: 'x' },
        UNKNOWN_TEXT,
        { envs: [UNKNOWN_TEXT] },
      ],
    };
    expect(shown(type, { eksProperties: { podProperties } })).toEqual([
      one(`${path}[0].envs[0]`, known('a'), known('A')),
      one(`${path}[0].envs[1]`, known('b'), unknown(`${path}.0.envs.1.name`)),
      one(`${path}[0].envs[2]`, ABSENT, known('C')),
      one(`${path}[2].envs`, unknown(`${path}.2`)),
      one(`${path}[3].envs[0]`, unknown(`${path}.3.envs.0`), unknown(`${path}.3.envs.0`)),
    ]);
  });

  test('may have any containers while they are not known', () => {
    expect(shown(type, { eksProperties: { podProperties: { containers: UNKNOWN_TEXT } } })).toEqual([
      one('eksProperties.podProperties.containers', unknown('eksProperties.podProperties.containers')),
    ]);
    expect(shown(type, { eksProperties: {} })).toEqual([]);
  });
});

test('a service of App Runner shows the variables of its image and of its code', () => {
  const of = (A: string) => ({ runtimeEnvironmentVariables: { A }, runtimeEnvironmentSecrets: { B: 'arn' } });
  const sourceConfiguration = {
    codeRepository: { codeConfiguration: { codeConfigurationValues: of('code') } },
    imageRepository: { imageConfiguration: of('image') },
  };
  expect(shown('aws:apprunner/service:Service', { sourceConfiguration })).toEqual([
    variable('sourceConfiguration.imageRepository.imageConfiguration.runtimeEnvironmentVariables', 'A', known('image')),
    variable(
      'sourceConfiguration.codeRepository.codeConfiguration.codeConfigurationValues.runtimeEnvironmentVariables',
      'A',
      known('code'),
    ),
  ]);
});

describe('a project of CodeBuild', () => {
  const ofVariables = (environmentVariables: unknown): PlainValue[] =>
    shown('aws:codebuild/project:Project', { environment: { environmentVariables } }).filter(
      ({ value }) => value.state !== 'absent',
    );
  const at = (index: number) => `environment.environmentVariables[${index}]`;

  test('shows its variables but those that AWS keeps, and those of which it is not known', () => {
    expect(
      ofVariables([
        { name: 'A', value: 'a', type: 'PLAINTEXT' },
        { name: 'B', value: 'b', type: 'PARAMETER_STORE' },
        { name: 'C', value: 'c', type: 'SECRETS_MANAGER' },
        { name: 'D', value: 'd' },
        { name: 'E', value: 'e', type: UNKNOWN_TEXT },
        { name: 'F', type: UNKNOWN_TEXT },
        { name: 'G', value: UNKNOWN_TEXT },
      ]),
    ).toEqual([
      one(at(0), known('a'), known('A')),
      one(at(3), known('d'), known('D')),
      one(at(4), unknown('environment.environmentVariables.4.type'), known('E')),
      one(at(6), unknown('environment.environmentVariables.6.value'), known('G')),
    ]);
  });

  test('may have any variables while they are not known', () => {
    expect(ofVariables(UNKNOWN_TEXT)).toEqual([
      one('environment.environmentVariables', unknown('environment.environmentVariables')),
    ]);
  });

  test('shows what it is built by, of each of its sources', () => {
    const buildspec = 'phases:';
    expect(
      shown('aws:codebuild/project:Project', {
        source: { buildspec },
        secondarySources: [{ buildspec: 'version:' }, { buildspec: UNKNOWN_TEXT }],
      }),
    ).toEqual([
      one('source.buildspec', known(buildspec)),
      one('secondarySources[0].buildspec', known('version:')),
      one('secondarySources[1].buildspec', unknown('secondarySources.1.buildspec')),
    ]);
    expect(shown('aws:codebuild/project:Project', {})).toEqual([one('source.buildspec', ABSENT)]);
  });
});

test('a job of Glue shows its arguments, those that a run may not change as well', () => {
  expect(
    shown('aws:glue/job:Job', { nonOverridableArguments: { '--b': 'b' }, defaultArguments: { '--a': 'a' } }),
  ).toEqual([variable('defaultArguments', '--a', known('a')), variable('nonOverridableArguments', '--b', known('b'))]);
});

test('a connection of Glue shows its properties but those that are encrypted', () => {
  const of = (connectionProperties: unknown): PlainValue[] =>
    shown('aws:glue/connection:Connection', { connectionProperties });
  const map = 'connectionProperties';
  expect(of({ PASSWORD: 'a', ENCRYPTED_PASSWORD: 'b', ENCRYPTED_KAFKA_SASL_PLAIN_PASSWORD: 'c' })).toEqual([
    variable(map, 'PASSWORD', known('a')),
  ]);
  expect(of({ ENCRYPTEDPASSWORD: 'a', NOT_ENCRYPTED_PASSWORD: 'b' })).toHaveLength(2);
  expect(of(UNKNOWN_TEXT)).toEqual([one(map, unknown(map))]);
});

describe('a parameter', () => {
  const parameter = (props: object): PlainValue[] => shown('aws:ssm/parameter:Parameter', props);
  const LOGICAL = known('logical');

  test.each<[says: string, type: unknown, value: object | undefined]>([
    ['shows its value as a text', 'String', known('v')],
    ['shows its value as a list', 'StringList', known('v')],
    ['shows its value where it is of no type', undefined, known('v')],
    ['may show its value while its type is not known', UNKNOWN_TEXT, unknown('type')],
    ['keeps its value where AWS encrypts it', 'SecureString', undefined],
  ])('%s', (_, type, value) => {
    expect(parameter({ type, value: 'v' })).toEqual(value === undefined ? [] : [one('value', value, LOGICAL)]);
  });

  test('shows its value wherever it was given', () => {
    expect(parameter({ type: 'String', insecureValue: 'c', valueWo: 'b', value: 'a' })).toEqual([
      one('value', known('a'), LOGICAL),
      one('valueWo', known('b'), LOGICAL),
      one('insecureValue', known('c'), LOGICAL),
    ]);
    expect(parameter({ type: 'String' })).toEqual([]);
    expect(parameter({ type: UNKNOWN_TEXT })).toEqual([]);
  });

  test.each<[name: unknown, called: object]>([
    ['/gl/db-password', known('/gl/db-password')],
    ['/gl/db-password-0a1b2c3', known('/gl/db-password')],
    ['/gl/db-password-0a1b2c', known('/gl/db-password-0a1b2c')],
    ['/gl/db-password-0a1b2c3d', known('/gl/db-password-0a1b2c3d')],
    ['/gl/db-password-0a1b2cg', known('/gl/db-password-0a1b2cg')],
    ['gl-0a1b2c3-a', known('gl-0a1b2c3-a')],
    [undefined, LOGICAL],
    [7, LOGICAL],
    [UNKNOWN_TEXT, unknown('name')],
  ])('that is named %j is called so without a random ending, else after its logical name', (name, called) => {
    expect(parameter({ type: 'String', name, value: 'v' })).toEqual([one('value', known('v'), called)]);
  });
});

describe('a machine', () => {
  test('shows the script that it starts with, in either property', () => {
    expect(shown('aws:ec2/instance:Instance', { userDataBase64: UNKNOWN_TEXT, userData: UNKNOWN_TEXT })).toEqual([
      one('userData', unknown('userData')),
      one('userDataBase64', unknown('userDataBase64')),
    ]);
  });

  test('that a template makes, in one', () => {
    expect(shown('aws:ec2/launchTemplate:LaunchTemplate', { userDataBase64: 'A=a', userData: UNKNOWN_TEXT })).toEqual([
      one('userData', unknown('userData')),
    ]);
  });
});
