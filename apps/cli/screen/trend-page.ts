/** A drill over its runs, for people and for programs. */

import type { Slope } from '../../../core/drill/slope.ts';
import type { DrillTrend, FigureTrend } from '../../../core/drill/trend.ts';
import { spanOf } from '../../../core/experiment/durations.ts';
import { labels } from '../../report/model/drill.ts';
import type { Colours } from '../io.ts';
import { count, number } from '../text/numbers.ts';
import { table } from '../text/table.ts';
import { dateTime } from '../text/times.ts';
import { wrap } from '../text/width.ts';

const right = (title: string) => ({ title, align: 'right' as const });
const columns = [
  { title: 'figure' },
  ...['runs', 'p50', 'p95', 'worst', 'objective', 'met', 'missed', 'not known'].map(right),
];

/** Lines. */
export function trendPage(name: string, trend: DrillTrend, colours: Colours, space: number): string[] {
  const { runs, figures, otherDefinitions } = trend;
  const width = Math.min(space, 100);
  // Runs of a simulated world may all begin at one moment of it.
  const [first, last] = [runs[0]!, runs.at(-1)!].map(({ at }) => dateTime(at));
  const when = first === last ? first : `${first} to ${last}`;
  return [
    colours.bold(`${name}: ${count(runs.length, 'drill')}, ${when}`),
    ...(otherDefinitions > 0
      ? wrap(colours.yellow(`${count(otherDefinitions, 'run')} had another definition than the newest.`), width)
      : []),
    '',
    ...table(
      columns,
      figures.map((figure) => row(figure, colours)),
      colours.dim,
    ),
    '',
    ...figures.flatMap((figure) =>
      figure.values.length === 0 ? [] : wrap(`${labels[figure.name][0]}: ${words(figure)}`, width),
    ),
  ];
}

function row({ name, values, spread, objective, met, missed, unknown }: FigureTrend, colours: Colours): string[] {
  const said = (value: number | undefined) => (value === undefined ? '' : figureText(name, value));
  return [
    labels[name][0],
    String(values.length),
    said(spread?.p50),
    said(spread?.p95),
    said(spread?.worst),
    said(objective),
    objective === undefined ? '' : String(met),
    objective === undefined ? '' : missed > 0 ? colours.red(String(missed)) : '0',
    String(unknown),
  ];
}

const figureText = (name: FigureTrend['name'], value: number): string => {
  if (!Number.isFinite(value)) return 'never';
  return name === 'successRate' ? `${number(value)} %` : spanOf(value);
};

function words({ name, slope }: FigureTrend): string {
  if (slope.trend === 'too-few')
    return `${count(slope.of, 'run')} of at least ${slope.needed} that it takes to say where it goes`;
  if (slope.trend === 'none-seen') return `no trend is seen over ${count(slope.of, 'run')} (p = ${number(slope.p)})`;
  const [less, more] = name === 'successRate' ? ['down', 'up'] : ['shorter', 'longer'];
  const [low, high] = slope.interval.map((value) => step(name, value));
  return `${slope.trend === 'rising' ? more : less} by ${step(name, Math.abs(slope.slope))} from run to run (95 %: ${low} to ${high}; p = ${number(slope.p)})`;
}

const step = (name: FigureTrend['name'], value: number): string => {
  const size = name === 'successRate' ? `${number(Math.abs(value))} %` : spanOf(Math.abs(value));
  return value < 0 ? `−${size}` : size;
};

/** What never came about has no number: the word stands for it. */
const known = (value: number): number | 'never' => (Number.isFinite(value) ? value : 'never');

/** Times in milliseconds, the success rate in percent. */
export const trendResultOf = (drill: string, { runs, otherDefinitions, figures }: DrillTrend) => ({
  drill,
  runs: runs.map(({ at, ...run }) => ({ ...run, at: new Date(at).toISOString() })),
  otherDefinitions,
  figures: figures.map(({ values, spread, slope, ...figure }) => ({
    ...figure,
    unit: figure.name === 'successRate' ? 'percent' : 'milliseconds',
    values: values.map(known),
    ...(spread && { p50: known(spread.p50), p95: known(spread.p95), worst: known(spread.worst) }),
    slope: slope satisfies Slope,
  })),
});
