/** HTML that is safe to put into a page. Only {@link html} and {@link trusted} make it. */
export class Html {
  constructor(readonly text: string) {}
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes text for element content and quoted attributes. */
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => ESCAPES[c] ?? c);

type Value = Html | string | number | readonly Html[];

/** A template whose values are escaped, unless they are HTML already. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const text = strings.map((part, i) => part + (i < values.length ? render(values[i] as Value) : '')).join('');
  return new Html(text);
}

const render = (value: Value): string => {
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map((part) => part.text).join('');
  return escapeHtml(String(value));
};

/** Text that is HTML already: a constant of ours, or the output of a renderer that escapes. */
export const trusted = (text: string): Html => new Html(text);

export const NOTHING = trusted('');

/** A column of a table: its heading, the cell of a row, and how it is set. */
export interface Column<Row> {
  heading: string;
  cell: (row: Row) => Html | string | number;
  /** `number` is set right, `code` in a fixed pitch. */
  kind?: 'number' | 'code';
}

/** A table that becomes a list of cards on a phone; each cell carries its heading for that. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): Html {
  const cell = (row: Row) => (column: Column<Row>) =>
    html`<td data-heading="${column.heading}" class="${column.kind ?? 'text'}">${column.cell(row)}</td>`;
  const head = columns.map((column) => html`<th scope="col" class="${column.kind ?? 'text'}">${column.heading}</th>`);
  const body = rows.map(
    (row) =>
      html`<tr>
        ${columns.map(cell(row))}
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table>`;
}

/** A word in a coloured pill; the word carries the meaning, the colour only helps. */
export const badge = (passed: boolean, word: string): Html =>
  html`<span class="badge ${passed ? 'pass' : 'fail'}">${word}</span>`;
