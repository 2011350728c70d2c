/** A drill over its runs, for people and for programs. */

import { runsNeeded, type Slope } from '../../../core/drill/slope.ts';
import type { DrillTrend } from '../../../core/drill/trend.ts';
import { caveatsOf, rowOf, type TrendRow } from '../../report/model/trend.ts';
import type { Colours } from '../io.ts';
import { count } from '../text/numbers.ts';
import { table } from '../text/table.ts';
import { dateTime } from '../text/times.ts';
import { wrap } from '../text/width.ts';

const right = (title: string) => ({ title, align: 'right' as const });
const columns = [
  { title: 'figure' },
  ...['runs', 'p50', 'p95', 'worst', 'objective'].map(right),
  { title: 'came out' },
  right('not known'),
];

/** Lines. */
export function trendPage(name: string, trend: DrillTrend, colours: Colours, space: number): string[] {
  const { runs, figures } = trend;
  const width = Math.min(space, 100);
  // Runs of a simulated world may all begin at one moment of it.
  const [first, last] = [runs[0]!, runs.at(-1)!].map(({ at }) => dateTime(at));
  const when = first === last ? first : `${first} to ${last}`;
  const rows = figures.map(rowOf);
  return [
    colours.bold(`${name}: ${count(runs.length, 'drill')}, ${when}`),
    ...caveatsOf(trend).flatMap((caveat) => wrap(colours.yellow(`${caveat}.`), width)),
    '',
    ...table(
      columns,
      rows.map((row) => cells(row, colours)),
      colours.dim,
    ),
    '',
    ...(figures.every(({ slope }) => slope.trend === 'too-few')
      ? [`It takes at least ${runsNeeded} runs to say where a figure goes.`]
      : rows.flatMap((row) => (row.of === 0 ? [] : wrap(`${row.label}: ${row.direction}`, width)))),
  ];
}

const cells = ({ label, of, p50, p95, worst, objective, came, unknown }: TrendRow, colours: Colours): string[] => [
  label,
  String(of),
  p50,
  p95,
  worst,
  objective,
  / missed/.test(came) ? colours.red(came) : came,
  String(unknown),
];

/** What never came about has no number: the word stands for it. */
const known = (value: number): number | 'never' => (Number.isFinite(value) ? value : 'never');

/** Times in milliseconds, the success rate in percent. */
export const trendResultOf = (drill: string, { runs, otherDefinitions, figures }: DrillTrend) => ({
  drill,
  runs: runs.map(({ at, ...run }) => ({ ...run, at: new Date(at).toISOString() })),
  otherDefinitions,
  figures: figures.map(({ values, spread, slope, told, ...figure }) => ({
    ...figure,
    unit: figure.name === 'successRate' ? 'percent' : 'milliseconds',
    values: values.map(known),
    told: told.map(({ runId, range, came }) => ({
      runId,
      ...(range && { least: range.least, most: known(range.most) }),
      ...(came && { came }),
    })),
    ...(spread && { p50: known(spread.p50), p95: known(spread.p95), worst: known(spread.worst) }),
    slope: slope satisfies Slope,
  })),
});
