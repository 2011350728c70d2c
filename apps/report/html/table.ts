/** One kind of table: captioned, and stacked into labelled cells on a phone. */
import { type Child, html, type Markup } from './markup.ts';

export interface Column {
  readonly name: string;
  /** `num`: right-aligned; `full`: a line of its own on a phone. */
  readonly kind?: 'num' | 'full' | 'nowrap';
}

/** The roles keep it a table for screen readers where the style sheet stacks it. Cells in the order of the columns; the first is the row's heading. */
export function table(caption: Child, columns: readonly Column[], rows: readonly (readonly Child[])[]): Markup {
  return html`<div class="scroll"><table class="stack" role="table"><caption>${caption}</caption><thead role="rowgroup"><tr role="row">${columns.map(
    ({ name, kind }) => html`<th scope="col" role="columnheader"${kind === 'num' && html` class="num"`}>${name}</th>`,
  )}</tr></thead><tbody role="rowgroup">${rows.map((cells) => html`<tr role="row">${cells.map((cell, i) => cellOf(cell, columns[i]!, i))}</tr>`)}</tbody></table></div>`;
}

const cellOf = (cell: Child, { name, kind }: Column, i: number): Markup =>
  i === 0
    ? html`<th scope="row" role="rowheader">${cell}</th>`
    : html`<td role="cell" data-label="${name}"${kind !== undefined && html` class="${kind}"`}>${cell}</td>`;
