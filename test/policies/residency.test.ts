import { mayCopy, RESIDENCY, zoneOf, type ResidencyConfig } from '../../policies/residency';

const ZONES = { eu: ['eu-west-1', 'eu-central-1'], us: ['us-east-1'] };
const configOf = (zones: object, exceptions: object[] = []): ResidencyConfig =>
  ({ zones, exceptions }) as unknown as ResidencyConfig;
const problemsOf = (zones: object, exceptions?: object[]) => RESIDENCY.check(configOf(zones, exceptions));

describe('the zones of residency', () => {
  test.each([
    [{ a: ['eu-west-1'] }],
    [{ a: ['eusc-de-east-1'], b: ['us-gov-west-1', 'ap-southeast-12'], c: ['us-iso-east-1'] }],
    [ZONES],
  ])('may be %j', (zones) => {
    expect(problemsOf(zones)).toEqual([]);
  });

  const NO_REGION = 'zones names what is no region';
  test.each<[zones: object, problems: string[]]>([
    [{}, ['zones is empty']],
    [{ a: [], b: ['eu-west-1'], c: [] }, ['zone a has no region', 'zone c has no region']],
    [{ a: ['eu-west-1'], b: 'eu-west-1' }, ['zone b has no region']],
    [{ a: ['eu-west-1', 'eu-west'] }, [NO_REGION]],
    [{ a: ['EU-WEST-1'], b: ['everywhere'] }, [NO_REGION]],
    [{ a: ['eu-west-1a'] }, [NO_REGION]],
    [{ a: [' eu-west-1'] }, [NO_REGION]],
    [{ a: ['europe-west-1'] }, [NO_REGION]],
    [{ a: [['eu-west-1']] }, [NO_REGION]],
    [{ a: ['eu-west-1', 'us-east-1'], b: ['eu-west-1'] }, ['eu-west-1 is in two zones']],
    [{ a: ['us-east-1', 'eu-west-1', 'us-east-1'], b: ['us-east-1'] }, ['us-east-1 is in two zones']],
    [
      { a: ['us-east-1', 'eu-west-1'], b: ['us-east-1', 'eu-west-1'] },
      ['us-east-1 is in two zones', 'eu-west-1 is in two zones'],
    ],
    [{ a: [null, null], b: [] }, ['zone b has no region', NO_REGION, 'null is in two zones']],
  ])('may not be %j', (zones, problems) => {
    expect(problemsOf(zones)).toEqual(problems);
  });

  test('are of three continents, and nothing leaves them, where nobody says otherwise', () => {
    expect(RESIDENCY.defaults).toEqual({
      zones: {
        us: ['us-east-1', 'us-west-2'],
        eu: ['eu-west-1', 'eu-central-1'],
        apac: ['ap-southeast-1', 'ap-southeast-2'],
      },
      exceptions: [],
    });
    expect(RESIDENCY.check(RESIDENCY.defaults)).toEqual([]);
  });

  test('are lists of texts by name, and the exceptions a list of objects', () => {
    expect(RESIDENCY.properties).toMatchObject({
      zones: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
      exceptions: { type: 'array', items: { type: 'object' } },
    });
  });
});

describe('an exception', () => {
  const EXCEPTION = { from: 'eu-west-1', to: 'us-east-1', prefix: 'public/' };
  const INCOMPLETE = 'every exception has from and to, each a region of a zone, and a prefix';
  const EMPTY = 'an exception has an empty prefix, which lets every object out of its zone; name what may be copied';

  test.each<[exceptions: object[], problems: string[]]>([
    [[EXCEPTION, { ...EXCEPTION, prefix: 'p' }], []],
    [[EXCEPTION, { ...EXCEPTION, from: 'eu-west-3' }], [INCOMPLETE]],
    [[{ ...EXCEPTION, to: 'us-west-2' }, EXCEPTION], [INCOMPLETE]],
    [[{ to: 'us-east-1', prefix: 'public/' }], [INCOMPLETE]],
    [[{ from: 'eu-west-1', to: 'us-east-1' }], [INCOMPLETE]],
    [[{ ...EXCEPTION, prefix: 1 }], [INCOMPLETE]],
    [[{ ...EXCEPTION, prefix: '' }, EXCEPTION], [EMPTY]],
    [[{ prefix: '' }], [INCOMPLETE, EMPTY]],
  ])('is judged by where it leads and what it lets out: %j', (exceptions, problems) => {
    expect(problemsOf(ZONES, exceptions)).toEqual(problems);
  });
});

describe('a copy', () => {
  const config = configOf(ZONES, [
    { from: 'eu-central-1', to: 'us-east-1', prefix: 'other/' },
    { from: 'eu-west-1', to: 'us-east-1', prefix: 'public/' },
  ]);

  test.each<[from: string, to: string, prefix: string | undefined, may: boolean]>([
    ['eu-west-1', 'eu-central-1', undefined, true],
    ['eu-west-1', 'eu-west-1', 'any', true],
    ['eu-west-1', 'us-east-1', undefined, false],
    ['eu-west-1', 'us-east-1', 'public/', true],
    ['eu-west-1', 'us-east-1', 'public/a/b', true],
    ['eu-west-1', 'us-east-1', 'public', false],
    ['eu-west-1', 'us-east-1', 'other/', false],
    ['eu-west-1', 'us-east-1', 'not/public/', false],
    ['us-east-1', 'eu-west-1', 'public/', false],
    ['us-east-1', 'us-west-2', 'public/', false],
    ['eu-west-1', 'eu-west-3', 'public/', false],
    ['eu-west-2', 'us-east-1', 'public/', false],
  ])('from %s to %s of what begins with %s may be made: %s', (from, to, prefix, may) => {
    expect(mayCopy(config, from, to, prefix)).toBe(may);
  });

  test('is in the zone of its region, or in none', () => {
    expect(['eu-west-1', 'eu-central-1', 'us-east-1', 'us-east', 'eu'].map((region) => zoneOf(config, region))).toEqual(
      ['eu', 'eu', 'us', undefined, undefined],
    );
  });
});
