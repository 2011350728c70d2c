/** Before, during and after in figures: the table of the report, for a terminal. */
import type { RunHistory } from '../../../core/history/run-history.ts';
import { figure, percentage } from '../../report/model/numbers.ts';
import { reportOf } from '../../report/model/report.ts';
import type { PhaseRow, ProbeTable } from '../../report/model/table.ts';
import type { Colours } from '../io.ts';
import { table } from '../text/table.ts';
import { spoken } from '../text/times.ts';
import { width } from '../text/width.ts';

const columns = [
  { title: 'probe' },
  { title: 'expected' },
  { title: 'phase' },
  ...['n', 'p50', 'p99', 'out of tolerance', '95 % interval'].map((title) => ({ title, align: 'right' as const })),
];

/** Lines: the figures, then when each probe that breached was noticed and came back. Where they do not fit, the interval goes. */
export function phaseTable(history: RunHistory, colours: Colours, space: number): string[] {
  const { tables } = reportOf(history);
  const rows = tables.flatMap((probe) => {
    const seen = probe.rows.filter(({ n, missing }) => n + missing > 0);
    return seen.map((row, i) => [
      ...(i === 0 ? [probe.probe, probe.tolerance ?? ''] : [' ', ' ']),
      ...cells(row, colours),
    ]);
  });
  const whole = table(columns, rows, colours.dim);
  const fits = Math.max(...whole.map(width)) <= space;
  return [...(fits ? whole : table(columns.slice(0, -1), rows, colours.dim)), ...tables.flatMap(story)];
}

function cells(row: PhaseRow, colours: Colours): string[] {
  const { count, of, interval } = row.breaching;
  const out = of === 0 ? '' : `${count} of ${of}`;
  return [
    row.judged ? row.phase : `(${row.phase})`,
    row.missing > 0 ? `${row.n} (${row.missing} missing)` : String(row.n),
    row.p50 === undefined ? '' : figure(row.p50),
    row.p99 === undefined ? '' : figure(row.p99),
    count > 0 && row.judged ? colours.red(out) : out,
    interval ? `${percentage(interval[0])} to ${percentage(interval[1])}` : '',
  ];
}

function story({ probe, detectedAfter, recoveredAfter, back }: ProbeTable): string[] {
  if (back === 'never-breached') return [];
  const noticed = detectedAfter === undefined ? 'out of tolerance' : `noticed ${spoken(detectedAfter)} after injection`;
  const returned = recoveredAfter === undefined ? 'not back' : `back ${spoken(recoveredAfter)} after its end`;
  return [`${probe}: ${noticed}, ${returned}`];
}
