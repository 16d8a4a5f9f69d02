import { existsSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { CATALOG } from '../../../policies/catalog';
import { documentsOf } from '../../../tools/policies/documents';
import { csvOf } from '../../../tools/policies/documents/csv';
import { oscalOf } from '../../../tools/policies/documents/oscal';
import { REPORTS } from '../../../tools/policies/report';
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

  test('say of what is not known when it is judged, and what comes of it', () => {
    const text = documentsOf(CATALOG, [])['README.md']!.replace(/\s+/g, ' ');
    expect(text).toContain(
      'judges it when the value is known, before the resource is touched or after the last resource, as the finding says.',
    );
    expect(text).toContain('What is final, since nothing will judge it later, is refused.');
    expect(text).toContain('with `--unverifiable report` it shows that and ends with 0');
  });

  test('say how the pack is run, in which forms it reports, and how something is exempt', () => {
    const text = documentsOf(CATALOG, [])['README.md']!;
    const forms = Object.keys(REPORTS).map((name) => `\`${name}\``);
    const fields = ['policy', 'urn', 'owner', 'reason', 'ticket', 'expires'].map((field) => `| \`${field}\` |`);
    const others = ['--exemptions FILE', 'GL_ARTIFACTS_EXEMPTIONS', 'policies:docs -- --stack STACK --out FILE'];
    for (const part of [...forms, ...fields, ...others]) expect(text).toContain(part);
    const [, example] = /\]\((.*github-actions-policies\.yml)\)/.exec(text)!;
    expect(existsSync(path.join(__dirname, '../../../docs/policies', example!))).toBe(true);
  });

  test('speak of no bucket where a control is of queues, keys or the account', () => {
    const pages = documentsOf(CATALOG, []);
    for (const { id, graph } of CATALOG.filter((control) => control.graph?.suffix === 'present'))
      expect([id, pages[`${id}.md`]]).toEqual([
        id,
        expect.stringContaining(`\`${id}-${graph!.suffix}\`: once, after all resources: does each resource have what`),
      ]);
  });

  test('have in CSV a row for each mapping, and nothing that a spreadsheet takes for a formula', () => {
    const rows = csvOf([{ ...CATALOG[0]!, title: '=1+1, "so"' }, ...CATALOG.slice(1)])
      .trim()
      .split('\r\n');
    expect(rows).toHaveLength(1 + CATALOG.flatMap(({ mappings }) => mappings).length);
    expect(rows[1]).toContain(`"'=1+1, ""so"""`);
  });
});
