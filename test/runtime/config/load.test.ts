import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { InvalidConfigError, loadConfig, RuntimeConfigSchema } from '../../../runtime';
import { checkConfig } from '../../../runtime/config/load';
import { validConfig } from '../../fixtures/runtime-config';

const problemsOf = (value: unknown) => {
  try {
    checkConfig(value);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidConfigError);
    return (error as InvalidConfigError).problems;
  }
};

describe('runtime configuration', () => {
  test('is accepted from a literal, from JSON text and from a file alike', async () => {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'gl-config-'));
    const file = path.join(directory, 'runtime-config.json');
    await writeFile(file, JSON.stringify(validConfig()));
    const sources = [validConfig(), JSON.stringify(validConfig()), file];
    expect(await Promise.all(sources.map(loadConfig))).toEqual([validConfig(), validConfig(), validConfig()]);
    await rm(directory, { recursive: true });
  });

  test('is refused with every problem at once, each with path, value, rule and fix', () => {
    const config = structuredClone(validConfig()) as unknown as Record<string, Record<string, unknown>>;
    config['region'] = 'Europe' as never;
    config['bucket']!['name'] = 'Bad_Bucket';
    config['database']!['port'] = 0;
    delete config['database']!['host'];
    config['surprise'] = {};
    const problems = problemsOf(config);
    expect(problems.map((p) => p.path).sort()).toEqual([
      '/bucket/name',
      '/database/host',
      '/database/port',
      '/region',
      '/surprise',
    ]);
    for (const p of problems) for (const text of [p.value, p.rule, p.fix]) expect(text).not.toBe('');
  });

  test('is refused when a class dies before its lock, is named twice, or the default is none of them', () => {
    const config = validConfig();
    config.retention.classes = [
      { name: 'short', days: 7 },
      { name: 'short', days: 90 },
    ];
    config.retention.defaultClass = 'long';
    const paths = problemsOf(config).map((p) => p.path);
    expect(paths).toEqual(['/retention/classes/0/days', '/retention/classes/1/name', '/retention/defaultClass']);
  });

  test('is refused when a time is longer than a timer can run, or a body in memory larger than a buffer', () => {
    const config = validConfig();
    const far = {
      uploadTimeoutSeconds: 2 ** 31,
      idleTimeoutSeconds: 1e9,
      intentLeaseSeconds: 1e9,
      intentSettleSeconds: 1e9,
    };
    config.limits = { ...far, multipartThresholdBytes: 2 ** 40 };
    expect(
      problemsOf(config)
        .map((p) => p.path)
        .sort(),
    ).toEqual(
      Object.keys(config.limits)
        .map((name) => `/limits/${name}`)
        .sort(),
    );
    for (const [name, value] of Object.entries(RuntimeConfigSchema.properties.limits.properties))
      if (name.endsWith('Seconds')) expect(1000 * (value.maximum as number)).toBeLessThan(2 ** 31);
  });

  test.each(['/no/such/file.json', '{', '{"a":', '{}'])(
    'is refused with one typed error when the source is %j',
    async (source) => {
      await expect(loadConfig(source)).rejects.toBeInstanceOf(InvalidConfigError);
    },
  );

  test('never prints what was put where no secret belongs', () => {
    const config = {
      ...validConfig(),
      password: 'hunter2',
      database: { ...validConfig().database, auth: { mode: 'iam', password: 'hunter2' } },
    };
    expect(() => checkConfig(config)).toThrow(InvalidConfigError);
    expect(() => checkConfig(config)).not.toThrow(/hunter2/);
  });

  test('never crashes on anything that JSON can say', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => expect(problemsOf(value).length).toBeGreaterThan(0)));
  });
});
