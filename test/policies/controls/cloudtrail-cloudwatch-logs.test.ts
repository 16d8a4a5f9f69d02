import { analyze } from '../../../tools/policies/analyze';
import { siblingStack, stack } from '../stack';

const POLICY = 'cloudtrail-cloudwatch-logs';

test('trails of data events deliver to CloudWatch Logs only where the configuration asks for it', async () => {
  const found = async (config: Record<string, unknown>) =>
    (await analyze(stack(siblingStack()), { config: { [POLICY]: config } })).findings
      .map(({ urn, level }) => `${level} ${urn.split('::').at(-1)}`)
      .sort();
  expect(await found({})).toEqual([]);
  expect(await found({ dataEvents: true })).toEqual(['advisory home-trail', 'advisory replica-trail']);
});
