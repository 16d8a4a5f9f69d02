import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CATALOG } from '../../policies/catalog';
import { documentsOf } from '../../tools/policies/documents';

const directory = path.join(__dirname, '..', '..', 'docs', 'policies');
const documents = documentsOf(CATALOG, []);

/** Without what the formatter of the sources adds: widths of columns, and blanks. */
const words = (text: string): string[] =>
  text.replace(/-{3,}/g, '---').replaceAll('|', ' | ').split(/\s+/).filter(Boolean);

test.each(CATALOG.map(({ id }) => id))('%s is what its page says', (id) => {
  expect(words(documents[`${id}.md`]!)).toEqual(words(readFileSync(path.join(directory, `${id}.md`), 'utf8')));
});
