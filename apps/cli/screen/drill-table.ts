/** A drill's figures against its objectives, for a terminal. */
import type { RunHistory } from '../../../core/history/run-history.ts';
import { type DrillRow, drillOf } from '../../report/model/drill.ts';
import type { Colours } from '../io.ts';
import { table } from '../text/table.ts';
import { wrap } from '../text/width.ts';

const columns = ['drill', 'measured', 'objective', 'outcome'].map((title) => ({ title }));

/** Lines; none of what is no drill. Why a figure is missing follows the table. */
export function drillTable(history: RunHistory, colours: Colours, space: number): string[] {
  const found = drillOf(history);
  if (!found) return [];
  const rows = found.rows.map((row) => [row.label, row.measured, row.objective, painted(row, colours)]);
  const missing = found.rows.filter(({ measured }) => measured === 'unknown' || measured.startsWith('not within'));
  return [
    ...table(columns, rows, colours.dim),
    ...missing.flatMap(({ label, note }) => wrap(`${label}: ${note}`, space)),
    ...found.notes.flatMap((note) => wrap(note, space)),
  ];
}

const painted = ({ outcome }: DrillRow, colours: Colours): string => {
  if (outcome === 'met') return colours.green('✔ met');
  if (outcome === 'missed') return colours.red('✖ missed');
  return outcome === 'unknown' ? colours.yellow('? unknown') : '';
};
