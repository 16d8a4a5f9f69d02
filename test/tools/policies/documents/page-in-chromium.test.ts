import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CATALOG } from '../../../../policies/catalog';
import { coverageOf } from '../../../../tools/policies/coverage';
import { analyze } from '../../../../tools/policies/analyze';
import { pageOf } from '../../../../tools/policies/documents/page';
import { siblingStack, stack } from '../../../policies/stack';
import { describeInChromium, documentOf, screenshotOf } from '../../../helpers/chromium';
import { readPng } from '../../../helpers/png';

const PAGE = path.join(__dirname, '../../../../docs/policies/index.html');

/** What a reader does with the page, as a script that is put at its end. */
const READER = readFileSync(path.join(__dirname, 'reader.js'), 'utf8');

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

interface Seen {
  width: number;
  scrollWidth: number;
  outside: string[];
  matrix: string[];
  sections: string[];
  coverage: number;
  focused: string;
  [step: string]: unknown;
}

describeInChromium('the page in Chromium', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'page-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function read(page: string, width: number): Promise<Seen> {
    // A window cannot be as narrow as a phone, a frame can.
    const read = page.replace('</body>', () => `<script>${READER}</script></body>`);
    const frame = `<iframe width="${width}" height="900" style="border: 0" srcdoc="${attribute(read)}"></iframe>`;
    const file = path.join(folder, `page-${width}.html`);
    writeFileSync(file, `<!doctype html><meta charset="utf-8" /><body>${frame}</body>`);
    const dom = await documentOf(file, path.join(folder, `profile-${width}`));
    const [, text = ''] = /<pre id="seen">([^]*?)<\/pre>/.exec(dom) ?? [];
    return JSON.parse(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')) as Seen;
  }
  const ids = (keep: (control: (typeof CATALOG)[number]) => boolean): string[] =>
    CATALOG.filter(keep).map(({ id }) => id);
  const shown = (expected: string[]) => ({ ids: expected, count: `${expected.length} of ${CATALOG.length} controls` });

  test('is as wide as the window, finds by words and filters, and has its matrix', async () => {
    const page = readFileSync(PAGE, 'utf8');
    for (const width of [1280, 390]) {
      const seen = await read(page, width);
      expect([seen.width, seen.scrollWidth, seen.outside]).toEqual([width, width, []]);
      expect(seen['all']).toEqual(shown(ids(() => true)));
      expect((seen['text'] as { ids: string[] }).ids).toEqual(['s3-bucket-tls-required']);
      const pci = ids(
        ({ severity, mappings }) =>
          severity === 'critical' && mappings.some(({ framework }) => framework === 'PCI DSS'),
      );
      expect(seen['framework']).toEqual(shown(pci));
      expect(seen['level']).toEqual(shown(ids(({ level }) => level === 'advisory')));
      expect(seen['none']).toEqual({ ids: [], count: 'No control is like that.' });
      expect(seen.matrix).toContainEqual(
        expect.stringMatching(/^s3-object-lock.*holds.*reversed.*S3 delivers no access/),
      );
      expect([seen.sections, seen.focused]).toEqual([['Controls', 'Conflicts', 'Exemptions'], 'text']);
    }
  });

  test('shows its text in a picture of 1280 by 900, and another picture once a search finds nothing', async () => {
    const page = readFileSync(PAGE, 'utf8');
    const search = `const [field] = document.querySelectorAll('#filters input');
      field.value = 'no control has this word';
      field.dispatchEvent(new Event('input', { bubbles: true }));`;
    const draw = async (name: string, html: string) => {
      const file = path.join(folder, `${name}.html`);
      writeFileSync(file, html);
      return readPng(await screenshotOf(file, path.join(folder, `profile-${name}`), [1280, 900]));
    };
    const whole = await draw('whole', page);
    expect([whole.width, whole.height]).toEqual([1280, 900]);
    // Letters have soft edges: a blank page has one colour, one without text a few.
    expect(whole.colours.size).toBeGreaterThan(100);
    const nothing = await draw(
      'nothing',
      page.replace('</body>', () => `<script>${search}</script></body>`),
    );
    expect(nothing.colours).not.toEqual(whole.colours);
  });

  test('shows what was looked at in a stack, and stays as wide as the window', async () => {
    const resources = stack(siblingStack());
    const { words, findings } = await analyze(resources);
    const registered = resources.map(({ urn, type }) => ({ urn, type, custom: true }));
    const coverage = coverageOf(words, registered, CATALOG, {});
    const weighed = findings.map((finding) => ({ ...finding, inForce: finding.level, judgedLater: false }));
    const readStack = (exitCode: 0 | 1 | 2, problems: string[] = []) =>
      read(pageOf(CATALOG, [], { stack: 'eu', exitCode, findings: weighed, coverage, problems }), 390);
    expect((await readStack(2)).result).toMatch(/ no pass: pulumi up judges what is unverifiable\.$/);
    expect((await readStack(2, ['the program ended with 1'])).result).toMatch(/ Could not judge: this is no pass\.$/);
    const seen = await readStack(0);
    expect(seen.result).toMatch(/ Nothing to refuse\.$/);
    expect([seen.scrollWidth, seen.outside, seen.sections[0]]).toEqual([390, [], 'Coverage']);
    expect(seen.coverage).toBe(CATALOG.length + coverage.withoutControl.length);
  });
});
