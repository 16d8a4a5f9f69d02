import { UnpricedError } from '../../../tools/cost/idle-monthly-cost';
import { stackReference } from '../../../tools/generate/stack-reference';
import type { RecordedResource } from '../../../tools/monitor';

const resource = (type: string, name: string): RecordedResource => ({
  urn: `urn:pulumi:us::p::${type}::${name}`,
  type,
  name,
  custom: true,
  id: '',
  parent: '',
  provider: '',
  inputs: {},
  outputs: {},
  secretInputs: [],
  dependencies: [],
  propertyDependencies: {},
  operation: 'create',
  options: {
    protect: false,
    retainOnDelete: false,
    aliases: [],
    ignoreChanges: [],
    deleteBeforeReplace: false,
    additionalSecretOutputs: [],
  },
});
const KEY = 'aws:kms/key:Key';
const BUCKET = 'aws:s3/bucket:Bucket';

describe('the page of what stacks create', () => {
  test('counts each type in each stack, without the stack itself and its providers', () => {
    const page = stackReference([
      { stack: 'us', resources: [resource('pulumi:pulumi:Stack', 's'), resource(KEY, 'a'), resource(KEY, 'b')] },
      { stack: 'eu', resources: [resource('pulumi:providers:aws', 'default'), resource(BUCKET, 'c')] },
    ]);
    expect(page).toContain(`| type | us | eu |\n| --- | --: | --: |\n| ${KEY} | 2 | 0 |\n| ${BUCKET} | 0 | 1 |`);
    expect(page).toContain('| **all** | 2 | 1 |');
    expect(page).not.toMatch(/pulumi:(pulumi|providers)/);
  });

  test('says what each stack costs, and of what that is made', () => {
    const page = stackReference([
      { stack: 'us', resources: [resource(KEY, 'a'), resource(KEY, 'b')] },
      { stack: 'eu', resources: [resource(BUCKET, 'c')] },
    ]);
    expect(page).toContain('| KMS key | 2 × 1.00 |  |');
    expect(page).toContain('| **all** | **2.00** | **0.00** |');
  });

  test('is not written with a sum that leaves a resource out', () => {
    const nat = resource('aws:ec2/natGateway:NatGateway', 'nat');
    expect(() => stackReference([{ stack: 'us', resources: [nat] }])).toThrow(UnpricedError);
  });
});
