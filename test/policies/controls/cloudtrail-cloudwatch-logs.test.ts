import { analyze } from '../../../tools/policies/analyze';
import { changed, siblingStack, stack, UNKNOWN_TEXT } from '../stack';

const POLICY = 'cloudtrail-cloudwatch-logs';

test('trails of data events deliver to CloudWatch Logs only where the configuration asks for it', async () => {
  const found = async (config: Record<string, unknown>) =>
    (await analyze(stack(siblingStack()), { config: { [POLICY]: config } })).findings
      .map(({ urn, level }) => `${level} ${urn.split('::').at(-1)}`)
      .sort();
  expect(await found({})).toEqual([]);
  expect(await found({ dataEvents: true })).toEqual(['advisory home-trail', 'advisory replica-trail']);
});

test('a trail that delivers to CloudWatch Logs passes while it is not known whether it records management events', async () => {
  const eventSelectors = [{ includeManagementEvents: UNKNOWN_TEXT }];
  const given = changed(siblingStack(), 'account-trail', (inputs) => ({ ...inputs, eventSelectors }));
  const { findings } = await analyze(stack(given));
  expect(findings.filter(({ control }) => control === POLICY)).toEqual([]);
});
