import fc from 'fast-check';
import { InvalidInputError } from '../../../runtime/errors';
import { keys } from '../../../runtime/keys/keys';
import { checkNames } from '../../../runtime/keys/names';

const hostile = [
  '',
  '.',
  '..',
  '...',
  '/',
  '//',
  '../acme-evil',
  'a/../b',
  'a/b',
  '\\',
  'a\\b',
  '\0',
  'a\0b',
  '\n',
  'a\n',
  ' a',
  'a ',
  '%2e%2e',
  'a%2fb',
  '\u202eevil',
  'аcme',
  'ａcme',
  'acme\u200b',
  'é',
  'e\u0301',
  '-a',
  '_a',
  '.a',
  'a..b',
  '*',
  '?',
  '#',
  ';',
  'a'.repeat(1024),
];

/** Random text, hostile pieces glued together, and names that nearly pass. */
const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(fc.constantFrom(...hostile, 'acme', 'runs', 'a', 'Z9', '.', '-'), { maxLength: 4 })
    .map((parts) => parts.join('')),
  fc.stringMatching(/^[A-Za-z0-9._/-]{0,12}$/),
  fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,8}$/),
);

const anyFolder = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('inputs', 'outputs') },
  { weight: 1, arbitrary: anyName },
);

const accepted = (
  kind: Parameters<typeof checkNames>[0] extends Record<infer K, unknown> ? K : never,
  value: unknown,
): boolean => {
  try {
    checkNames({ [kind]: value } as Record<typeof kind, unknown>);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    return false;
  }
};

describe('names', () => {
  test.each(hostile)('refuses the hostile name %j wherever a name stands', (name) => {
    for (const kind of ['tenant', 'runId', 'step', 'name', 'folder', 'pipelineHash', 'agent', 'agentVersion'] as const)
      expect(accepted(kind, name)).toBe(false);
  });

  test.each([undefined, null, 7, {}, [], ['acme'], new String('acme')])('refuses %p, which is no string', (value) => {
    expect(accepted('tenant', value)).toBe(false);
  });

  test('refuses names that the layout itself uses', () => {
    expect(accepted('tenant', 'registry')).toBe(false);
    expect(accepted('name', 'manifest.json')).toBe(false);
  });

  test('accepts the names of the decision record', () => {
    expect(accepted('tenant', 'acme') && accepted('runId', 'run_xyz') && accepted('step', 'ingest')).toBe(true);
    expect(
      accepted('name', 'dataset.parquet') && accepted('name', 'report.pdf') && accepted('name', 'source.csv'),
    ).toBe(true);
  });

  test('names every broken rule at once, with a printable value', () => {
    try {
      checkNames({ tenant: 'A/../\0', runId: '', step: 'ok', name: 'é'.repeat(200) });
      throw new Error('accepted');
    } catch (error) {
      const { problems } = error as InvalidInputError;
      expect(problems.map((p) => p.path)).toEqual(['tenant', 'runId', 'name']);
      for (const p of problems) expect(p.value).toMatch(/^[\x20-\x7e]{1,80}$/);
    }
  });

  test('lets no agent out of ten thousand, and no version, build a key outside its own folder of the registry', () => {
    let built = 0;
    fc.assert(
      fc.property(fc.tuple(anyName, anyName), ([agent, agentVersion]) => {
        let key: string;
        try {
          const ok = checkNames({ agent, agentVersion });
          key = keys.agentManifest(ok.agent, ok.agentVersion);
        } catch {
          return;
        }
        built++;
        expect(key.split('/')).toEqual(['registry', 'agents', agent, agentVersion, 'manifest.json']);
        expect(new URL(`https://host/${key}`).pathname).toBe(`/${key}`);
      }),
      { numRuns: 10_000 },
    );
    expect(built).toBeGreaterThan(0);
  });

  test('lets no name out of ten thousand build a key outside its tenant and its folder', () => {
    let built = 0;
    fc.assert(
      fc.property(fc.tuple(anyName, anyName, anyName, anyFolder, anyName), ([tenant, runId, step, folder, name]) => {
        let key: string;
        try {
          const ok = checkNames({ tenant, runId, step, folder, name });
          key = keys.artifact(ok.tenant, ok.runId, ok.step, ok.folder, ok.name);
        } catch {
          return;
        }
        built++;
        expect(key.split('/')).toEqual([tenant, 'runs', runId, 'steps', step, folder, name]);
        expect(['inputs', 'outputs']).toContain(folder);
        expect(new URL(`https://host/${key}`).pathname).toBe(`/${key}`);
        expect(key.startsWith(`${tenant}/`) && !tenant.includes('/') && Buffer.byteLength(key) <= 1024).toBe(true);
      }),
      { numRuns: 10_000 },
    );
    expect(built).toBeGreaterThan(0);
  });
});
