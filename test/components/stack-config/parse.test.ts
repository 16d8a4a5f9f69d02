import fc from 'fast-check';
import { parseSettings } from '../../../components/stack-config/parse';

const paths = (values: Record<string, string>): string[] => parseSettings(values).problems.map((p) => p.path);

describe('the settings of a stack', () => {
  test('are read as the engine hands them over: text, and JSON of what is structured', () => {
    const { settings, problems } = parseSettings({
      'aws:region': 'eu-west-1',
      'gl-artifacts:accountId': '000011112222',
      'gl-artifacts:provisionSchema': 'true',
      'gl-artifacts:evidenceRetentionYears': '10',
      'gl-artifacts:objectLock': '{"mode":"GOVERNANCE","days":30}',
    });
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      accountId: '000011112222',
      provisionSchema: true,
      evidenceRetentionYears: 10,
      objectLock: { mode: 'GOVERNANCE', days: 30 },
    });
  });

  test.each<[string, string, string, string, RegExp]>([
    ['encryption', 'sse-c', 'gl-artifacts:encryption', 'sse-c', /is one of sse-s3, sse-kms, dsse-kms/],
    ['acountId', '1', 'gl-artifacts:acountId', 'a setting', /not a setting/],
    ['objectLock', '{"mode":"GOVERNANCE"}', 'gl-artifacts:objectLock.days', 'nothing', /required/],
    [
      'objectLock',
      '{"mode":"NONE","days":1}',
      'gl-artifacts:objectLock.mode',
      'NONE',
      /is one of GOVERNANCE, COMPLIANCE/,
    ],
    ['database', '{"mode":"oracle"}', 'gl-artifacts:database.mode', 'oracle', /aurora-serverless.*existing/],
    ['database', '{"mode":"aurora-serverless","instances":1.5}', 'gl-artifacts:database.instances', '1.5', /integer/],
    ['database', '{"mode":"existing"}', 'gl-artifacts:database.host', 'nothing', /required/],
    ['network', '{"mode":"existing","vpcId":7,"subnetIds":[]}', 'gl-artifacts:network.vpcId', '7', /string/],
    ['network', '{', 'gl-artifacts:network', '{', /object/],
    ['optOuts', '{"accessLogs":" "}', 'gl-artifacts:optOuts.accessLogs', ' ', /why this part/],
    ['optOuts', '{"tls":"slow"}', 'gl-artifacts:optOuts.tls', 'a setting', /not a setting/],
    ['provisionSchema', 'maybe', 'gl-artifacts:provisionSchema', 'maybe', /boolean/],
  ])('are refused by their schema: %s = %s', (key, text, path, value, rule) => {
    const { problems } = parseSettings({ [`gl-artifacts:${key}`]: text });
    const found = problems.find((p) => p.path === path);
    expect(found).toMatchObject({ value, rule: expect.stringMatching(rule) });
  });

  test('of which one is wrong keep the others, and name every wrong one', () => {
    const values = {
      'gl-artifacts:encryption': 'none',
      'gl-artifacts:objectLock': '5',
      'gl-artifacts:bucketName': 'b',
    };
    expect(paths(values)).toEqual(['gl-artifacts:encryption', 'gl-artifacts:objectLock']);
    expect(parseSettings(values).settings).toEqual({ bucketName: 'b' });
  });

  test('that hold an object where none belongs are not printed', () => {
    const { problems } = parseSettings({ 'gl-artifacts:bucketName': '{"password":"hunter2"}' });
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  test('never crash, whatever is typed', () => {
    const keys = fc.constantFrom('accountId', 'database', 'network', 'optOuts', 'objectLock', 'tags', 'x');
    const text = fc.oneof(fc.string(), fc.json());
    fc.assert(
      fc.property(
        fc.dictionary(
          keys.map((key) => `gl-artifacts:${key}`),
          text,
        ),
        (values) => {
          for (const { path, rule, fix } of parseSettings(values).problems) {
            expect(path).toMatch(/^gl-artifacts:/);
            expect(rule && fix).toBeTruthy();
          }
        },
      ),
    );
  });
});
