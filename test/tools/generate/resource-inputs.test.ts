import { combine } from '../../../tools/generate/resource-inputs/combine';
import { readSdkType } from '../../../tools/generate/resource-inputs/sdk';
import { readSchema } from '../../../tools/generate/resource-inputs/upstream';

const CLASSIC = `
func resourceThing() *schema.Resource {
	return &schema.Resource{
		SchemaFunc: func() map[string]*schema.Schema {
			return map[string]*schema.Schema{
				names.AttrKMSKeyID: { // a brace in a comment: {
					Type:     schema.TypeString,
					Required: true,
					ForceNew: true,
				},
				"enabled": {Type: schema.TypeBool, Optional: true, Default: true},
				"mode": {Optional: true, Default: types.ModeA, ValidateFunc: oneOf("a,{", 'b')},
				names.AttrRule: {
					Optional: true,
					Elem: &schema.Resource{Schema: map[string]*schema.Schema{"name": {Required: true, ForceNew: true}}},
				},
				names.AttrTagsAll: tftags.TagsSchemaComputed(),
			}
		},
		CustomizeDiff: customdiff.ForceNewIf("enabled", func() bool { return true }),
	}
}`;
const FRAMEWORK = `
func (r *thing) Schema(ctx context.Context) {
	response.Schema = schema.Schema{
		Attributes: map[string]schema.Attribute{
			names.AttrBucket: schema.StringAttribute{
				Required: true,
				PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			names.AttrID: framework.IDAttribute(),
		},
		Blocks: map[string]schema.Block{
			"rule": schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{}},
		},
	}
}`;

describe('the schema of an upstream resource', () => {
  test('is read from the classic SDK: replacement, computed values, literal defaults', () => {
    expect(readSchema(CLASSIC, [])).toEqual([
      { key: 'kmskeyid', computed: false, replaces: 'always' },
      { key: 'enabled', computed: false, replaces: 'sometimes', default: true },
      { key: 'mode', computed: true, replaces: 'never' },
      { key: 'rule', computed: false, replaces: 'sometimes' },
      { key: 'tagsall', computed: true, replaces: 'never' },
    ]);
  });

  test('is read from the framework: attributes and blocks', () => {
    expect(readSchema(FRAMEWORK, [])).toEqual([
      { key: 'bucket', computed: false, replaces: 'always' },
      { key: 'id', computed: true, replaces: 'never' },
      { key: 'rule', computed: false, replaces: 'never' },
    ]);
  });

  test('counts what a further function forces', () => {
    const [first, , mode] = readSchema(CLASSIC, ['if x { d.ForceNew("mode") }']);
    expect([first!.replaces, mode!.replaces]).toEqual(['always', 'sometimes']);
  });

  test('is refused where there is none', () => {
    expect(() => readSchema('func resourceThing() {}', [])).toThrow('no schema');
  });
});

describe('a rule', () => {
  const sdk = {
    inputs: ['kmsKeyId', 'rules', 'newer', 'region'],
    required: ['kmsKeyId'],
    outputs: ['tagsAll'],
    secrets: [],
  };

  test('joins what the SDK names with what the provider does, and says what it cannot judge', () => {
    expect(combine('aws:x/thing:Thing', sdk, readSchema(CLASSIC, []))).toEqual({
      inputs: {
        kmsKeyId: { required: true, replaces: 'always' },
        rules: { replaces: 'sometimes' },
        region: { computed: true, replaces: 'always' },
      },
      outputs: ['tagsAll'],
      unjudged: ['newer'],
    });
  });

  test('knows the inputs, outputs and secrets of the SDK that is installed', () => {
    expect(readSdkType('aws:s3/bucketVersioning:BucketVersioning')).toEqual({
      inputs: ['bucket', 'expectedBucketOwner', 'mfa', 'region', 'versioningConfiguration'],
      required: ['bucket', 'versioningConfiguration'],
      outputs: [],
      secrets: [],
    });
    expect(readSdkType('postgresql:index/role:Role').secrets).toContain('password');
  });
});
