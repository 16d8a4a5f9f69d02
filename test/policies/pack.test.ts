import { UnknownValueError } from '@pulumi/policy';
import * as aws from '@pulumi/aws';
import { CATALOG } from '../../policies/catalog';
import type { Control } from '../../policies/control';
import { policyNames } from '../../policies/pack';
import { analyze } from '../../tools/policies/analyze';
import { siblingStack, stack, urnOf } from './stack';

const BUCKET = 'aws:s3/bucket:Bucket';

describe('the catalogue', () => {
  test('names types that the installed provider has', () => {
    const classes = Object.values(aws).flatMap((module): unknown[] =>
      typeof module === 'object' ? Object.values(module as object) : [],
    );
    const types = new Set(classes.map((one) => (one as { __pulumiType?: string } | undefined)?.__pulumiType));
    for (const { tokens } of CATALOG) expect(tokens.filter((token) => !types.has(token))).toEqual([]);
  });

  test('has no two policies of a name, and no name that the engine refuses', () => {
    const names = CATALOG.flatMap(policyNames);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]{1,100}$/);
    expect(names).not.toContain('all');
  });

  test('says of every control why, how it is fixed and where it stands in the standards', () => {
    for (const { intent, remediation, mappings, title, level } of CATALOG) {
      expect(title.length + intent.length).toBeGreaterThan(50);
      expect(remediation.length).toBeGreaterThan(0);
      expect(mappings.some(({ framework }) => framework === 'NIST SP 800-53')).toBe(true);
      expect(['mandatory', 'advisory']).toContain(level);
    }
  });

  test('has defaults that hold', () => {
    for (const { configuration } of CATALOG) expect(configuration.check(configuration.defaults)).toEqual([]);
  });
});

describe('a policy that breaks', () => {
  const breaking = (hook: 'content' | 'graph', error: Error): Control => ({
    ...CATALOG[0]!,
    id: `breaks-in-${hook}`,
    content: () => {
      if (hook === 'content') throw error;
      return { verdict: 'deferred', because: 'the graph judges' };
    },
    graph: {
      suffix: 'graph',
      judge: () => {
        throw error;
      },
    },
  });

  test.each(['content', 'graph'] as const)(
    'is closed, repeats no value and takes no other with it (%s)',
    async (hook) => {
      const tls = CATALOG.find(({ id }) => id === 's3-bucket-tls-required')!;
      const controls = [breaking(hook, new TypeError('hunter2 is not a function')), tls];
      const weak = siblingStack().filter(({ name }) => name !== 'home-policy');
      const { findings } = await analyze(stack(weak), { controls });
      expect(JSON.stringify(findings)).not.toContain('hunter2');
      expect(findings.map(({ control, level, urn }) => `${control} ${level} ${urn}`)).toEqual(
        expect.arrayContaining([
          `breaks-in-${hook} mandatory ${urnOf(BUCKET, 'home')}`,
          `s3-bucket-tls-required mandatory ${urnOf(BUCKET, 'home')}`,
        ]),
      );
    },
  );

  test('that touches an unknown value all the same is unverifiable', async () => {
    // The SDK marks the class as internal and leaves it out of its declarations.
    const Unknown = UnknownValueError as new (sentinel: string, path: string[]) => Error;
    const controls = [breaking('content', new Unknown('04da6b54-80e4-46f7-96ec-b56ff0331ba9', ['a', 'b']))];
    const { findings } = await analyze(stack(siblingStack().slice(0, 1)), { controls });
    expect(findings[0]).toMatchObject({ verdict: 'unverifiable', level: 'advisory' });
    expect(findings[0]!.message).toContain('a.b');
  });
});
