import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { CATALOG } from '../../../policies/catalog';
import { csvOf } from '../../../tools/policies/documents/csv';
import { oscalOf } from '../../../tools/policies/documents/oscal';
import schema from '../../fixtures/schemas/oscal-component-definition-1.2.3.json';

interface Definition {
  'component-definition': {
    uuid: string;
    components: { 'control-implementations': { 'implemented-requirements': Record<string, unknown>[] }[] }[];
  };
}

describe('the documents of the catalogue', () => {
  test('are in OSCAL what the published schema takes, with every mapping once and the same ids every time', () => {
    const ajv = new Ajv({ strict: false });
    addFormats(ajv);
    const validate = ajv.compile(schema);
    const text = oscalOf(CATALOG);
    const document = JSON.parse(text) as Definition;
    expect([validate(document), validate.errors]).toEqual([true, null]);
    expect(oscalOf(CATALOG)).toBe(text);
    const [component] = document['component-definition'].components;
    const ids = component!['control-implementations'].flatMap((one) =>
      one['implemented-requirements'].map((requirement) => String(requirement['control-id'])),
    );
    const mapped = CATALOG.flatMap(({ mappings }) => mappings.map(({ framework, id }) => `${framework} ${id}`));
    expect(ids).toHaveLength(new Set(mapped).size);
    expect(ids).toEqual(expect.arrayContaining(['sc-8.1', 'S3.5', 'cis-2.1.1', 'pci-4.2.1']));
    document['component-definition'].uuid = 'none';
    expect(validate(document)).toBe(false);
  });

  test('have in CSV a row for each mapping, and nothing that a spreadsheet takes for a formula', () => {
    const rows = csvOf([{ ...CATALOG[0]!, title: '=1+1, "so"' }, ...CATALOG.slice(1)])
      .trim()
      .split('\r\n');
    expect(rows).toHaveLength(1 + CATALOG.flatMap(({ mappings }) => mappings).length);
    expect(rows[1]).toContain(`"'=1+1, ""so"""`);
  });
});
