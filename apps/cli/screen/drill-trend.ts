/** A drill beside the runs before it, below its own figures. */
import type { RunRecord } from '../../../core/history/run-record.ts';
import { trendReportOf } from '../../report/model/trend.ts';
import type { Colours } from '../io.ts';
import { table } from '../text/table.ts';
import { wrap } from '../text/width.ts';

const titles = ['p50', 'p95', 'worst', 'objective', 'came out'];

/**
 * Lines; none for a drill that was never measured before. Both are safe to print.
 * @param earlier records of the same drill, newest first
 * @param flags of the platform, for the command that is named
 */
export function drillTrend(
  record: RunRecord,
  earlier: readonly RunRecord[],
  flags: string,
  colours: Colours,
  columns: number,
): string[] {
  const found = trendReportOf(record, earlier);
  if (!found) return [];
  const space = Math.min(columns, 100);
  const told = found.rows.filter(({ of }) => of > 0);
  const moving = told.filter(({ tone }) => tone !== 'plain');
  return [
    '',
    ...table(
      [{ title: `over ${found.runs.length} runs` }, ...titles.map((title) => ({ title }))],
      told.map(({ label, p50, p95, worst, objective, came }) => [label, p50, p95, worst, objective, came]),
      colours.dim,
    ),
    ...moving.flatMap(({ label, direction, tone }) =>
      wrap(tone === 'bad' ? colours.red(`${label}: ${direction}`) : `${label}: ${direction}`, space),
    ),
    ...wrap(colours.dim(`squall trend ${record.experiment}${flags} has all of them.`), space),
  ];
}
