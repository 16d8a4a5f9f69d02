import { configure, schemaOf, type Configuration } from '../../policies/configuration';

interface Config {
  words: string[];
  choices: string[];
  share: number;
  days: number;
  on: boolean;
  mode: string;
  anything: unknown[];
}

const configuration: Configuration<Config> = {
  properties: {
    words: { type: 'array', items: { type: 'string' } },
    choices: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
    share: { type: 'number' },
    days: { type: 'integer' },
    on: { type: 'boolean' },
    mode: { type: 'string', enum: ['lax', 'strict'] },
    anything: { type: 'array' },
  },
  defaults: { words: ['x'], choices: ['a'], share: 0.5, days: 1, on: false, mode: 'lax', anything: [] },
  check: ({ days }) => (days < 0 ? ['days is negative'] : []),
};
const problemsOf = (given: Record<string, unknown>): readonly string[] => {
  const configured = configure(configuration, given);
  return 'problems' in configured ? configured.problems : [];
};

describe('the configuration of a control', () => {
  test('is what was given, over the defaults', () => {
    expect(configure(configuration, {})).toEqual({ config: configuration.defaults });
    const given = { words: [], choices: ['b', 'a'], share: 1, days: 0, on: true, mode: 'strict', anything: [1, 'x'] };
    expect(configure(configuration, given)).toEqual({ config: given });
  });

  test.each<[Record<string, unknown>, string[]]>([
    [{ share: 0.25 }, []],
    [{ share: 2 }, []],
    [{ share: '2' }, ['share is of type string, it has to be number']],
    [{ days: 1.5 }, ['days is of type number, it has to be integer']],
    [{ days: '1' }, ['days is of type string, it has to be integer']],
    [{ on: 'true' }, ['on is of type string, it has to be boolean']],
    [{ on: 1 }, ['on is of type integer, it has to be boolean']],
    [{ words: 'x' }, ['words is of type string, it has to be array']],
    [{ words: null }, ['words is of type null, it has to be array']],
    [{ words: { 0: 'x' } }, ['words is of type object, it has to be array']],
    [{ words: ['x', 1] }, ['words has an element that is not of type string']],
    [{ words: [['x']] }, ['words has an element that is not of type string']],
    [{ choices: ['a', 'c'] }, ['choices has an element that is none of a, b']],
    [{ mode: 'odd' }, ['mode is none of lax, strict']],
    [{ mode: 3 }, ['mode is of type integer, it has to be string']],
    [{ modes: 'lax' }, ['modes is no parameter of this control']],
    [{ toString: 'lax' }, ['toString is no parameter of this control']],
    [{ days: -1 }, ['days is negative']],
    [{ mode: 'odd', days: '1' }, ['mode is none of lax, strict', 'days is of type string, it has to be integer']],
  ])('given as %j has the problems %j', (given, problems) => {
    expect(problemsOf(given)).toEqual(problems);
  });

  test('has a schema with the defaults of the code in it, as copies', () => {
    const { properties } = schemaOf(configuration);
    expect(properties['words']).toEqual({ type: 'array', items: { type: 'string' }, default: ['x'] });
    expect(properties['words']!.default).not.toBe(configuration.defaults.words);
    expect(properties['mode']).toEqual({ type: 'string', enum: ['lax', 'strict'], default: 'lax' });
  });
});
