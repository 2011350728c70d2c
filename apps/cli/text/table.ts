/** Columns of text, aligned. */
import { padEnd, padStart, width } from './width.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'right';
}

/** Lines: the titles through `heading`, then one for each row. Empty cells print a dash. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  heading: (text: string) => string = (text) => text,
): string[] {
  const filled = rows.map((row) => columns.map((_, i) => row[i] || '–'));
  const widths = columns.map(({ title }, i) => Math.max(width(title), ...filled.map((row) => width(row[i]!))));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (columns[i]!.align === 'right' ? padStart(cell, widths[i]!) : padEnd(cell, widths[i]!)))
      .join('  ')
      .trimEnd();
  return [heading(line(columns.map(({ title }) => title))), ...filled.map(line)];
}

/** Names and values, the values in one column. */
export function pairs(entries: readonly (readonly [string, string])[], indent = ''): string[] {
  const longest = Math.max(0, ...entries.map(([name]) => width(name)));
  return entries.map(([name, value]) => `${indent}${padEnd(name, longest)}  ${value}`);
}
