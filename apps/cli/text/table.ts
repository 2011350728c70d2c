/** Columns of text, aligned. */
import { padEnd, padStart, width, wrap } from './width.ts';

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

/** Names and values, the values in one column, broken at words to fit `columns`. */
export function pairs(entries: readonly (readonly [string, string])[], columns: number, indent = ''): string[] {
  const longest = Math.max(0, ...entries.map(([name]) => width(name)));
  const space = Math.max(20, columns - indent.length - longest - 2);
  return entries.flatMap(([name, value]) =>
    wrap(value, space).map((line, i) => `${indent}${padEnd(i === 0 ? name : '', longest)}  ${line}`),
  );
}
