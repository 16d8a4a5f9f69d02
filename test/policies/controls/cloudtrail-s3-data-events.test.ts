import { analyze } from '../../../tools/policies/analyze';
import { fixtures } from '../fixtures/cloudtrail-s3-data-events';
import { edited } from '../fixtures/fixture';
import { saidBy } from '../said';
import { siblingStack, stack, UNKNOWN_TEXT } from '../stack';

const POLICY = 'cloudtrail-s3-data-events-present';
const recording = (access: 'reads' | 'writes') =>
  edited(siblingStack(), {
    set: ['home-trail', 'advancedEventSelectors', 0, 'fieldSelectors', 3],
    to: { field: 'readOnly', equals: [access === 'reads' ? 'true' : 'false'] },
  });
const said = async (given: ReturnType<typeof recording>, config: Record<string, unknown> = {}) =>
  (await analyze(stack(given), { config: { [POLICY]: config } })).findings.map(({ message }) => message);

describe('the accesses that a trail has to record', () => {
  test('are reads and writes, and what is missing is named', async () => {
    expect(await said(recording('reads'))).toEqual([
      expect.stringContaining('No trail records the writes of its objects.'),
    ]);
    expect(await said(recording('writes'))).toEqual([
      expect.stringContaining('No trail records the reads of its objects.'),
    ]);
  });

  test('are those that the configuration names', async () => {
    expect(await said(recording('writes'), { accesses: ['writes'] })).toEqual([]);
    expect(await said(recording('writes'), { accesses: ['reads'] })).toHaveLength(1);
    expect(await said(recording('reads'), { accesses: ['reads'] })).toEqual([]);
  });

  test('cannot be none', async () => {
    for (const message of await said(siblingStack(), { accesses: [] })) expect(message).toContain('accesses is empty');
    expect((await said(siblingStack(), { accesses: [] })).length).toBeGreaterThan(0);
  });

  test('may be recorded by two trails between them', async () => {
    const second = siblingStack().find(({ name }) => name === 'home-trail')!;
    const field = { field: 'readOnly', equals: ['true'] };
    const [selector] = second.inputs!['advancedEventSelectors'] as { fieldSelectors: object[] }[];
    const advancedEventSelectors = [{ ...selector, fieldSelectors: [...selector!.fieldSelectors, field] }];
    const add = { ...second, name: 'second-trail', inputs: { ...second.inputs, advancedEventSelectors } };
    expect(await said(edited(recording('writes'), { add }))).toEqual([]);
  });

  test('are judged when the name of the bucket is known', async () => {
    const given = edited(siblingStack(), { set: ['home', 'bucket'], to: UNKNOWN_TEXT });
    expect(await saidBy('cloudtrail-s3-data-events', given)).toContain(
      'home-present unverifiable: the name of the bucket',
    );
  });

  test('are none where the name lacks its slash, and the message says so', async () => {
    const slashless = Object.values(fixtures.forms).flatMap(({ base, changes }) =>
      changes.filter(({ when }) => when.endsWith('without a slash')).map((change) => edited(base(false), change)),
    );
    expect(slashless).toHaveLength(2);
    for (const given of slashless)
      expect(await said(given)).toEqual([expect.stringContaining('a selector names it without the / at the end')]);
  });
});
