/** A drill over its last runs, this one the newest: its figures, where they go, and a picture of each as plain data. */
import { type DrillTrend, type FigureTrend, trendOf } from '../../../core/drill/trend.ts';
import type { ObjectiveName } from '../../../core/history/measured.ts';
import type { RunRecord } from '../../../core/history/run-record.ts';
import { labels, objectiveText } from './drill.ts';
import { dateAndClock, figure, plural } from './numbers.ts';
import { figureText, toldText } from './told-text.ts';
import { type TrendChart, trendChartOf } from './trend-chart.ts';
import type { Tone } from './verdict.ts';

/** As many as a chart has room for. */
export const drillsShown = 20;

export interface TrendRow {
  readonly name: ObjectiveName;
  readonly label: string;
  /** Runs that told. */
  readonly of: number;
  /** "4 min 10 s", "never", "–". */
  readonly p50: string;
  readonly p95: string;
  readonly worst: string;
  /** "at most 5 min", "–". */
  readonly objective: string;
  /** What became of it in all runs: "4 met, 1 missed", "–". */
  readonly came: string;
  /** Runs that could not tell the figure. */
  readonly unknown: number;
  /** "longer by 10 s from run to run (…)". */
  readonly direction: string;
  readonly tone: Tone;
}

export interface TrendRun {
  readonly runId: string;
  /** UTC. */
  readonly at: string;
  readonly verdict: string;
  /** In the order of the rows. */
  readonly figures: readonly string[];
}

export interface TrendReport {
  /** Oldest first, this one last. */
  readonly runs: readonly TrendRun[];
  readonly rows: readonly TrendRow[];
  readonly charts: readonly TrendChart[];
  /** What makes its runs hard to compare. */
  readonly caveats: readonly string[];
}

/** @param earlier records, newest first, in which this one may be. Undefined unless it and another have measured something. */
export function trendReportOf(record: RunRecord, earlier: readonly RunRecord[]): TrendReport | undefined {
  if (!record.terminal?.drill) return undefined;
  const others = earlier.filter(
    ({ experiment, runId, terminal }) =>
      experiment === record.experiment && runId !== record.runId && terminal?.drill !== undefined,
  );
  if (others.length === 0) return undefined;
  const trend = trendOf([record, ...others.slice(0, drillsShown - 1)]);
  return {
    runs: trend.runs.map(({ runId, at, verdict }, i) => ({
      runId,
      at: dateAndClock(at),
      verdict,
      figures: trend.figures.map(({ name, told }) => toldText(name, told[i] ?? {})),
    })),
    rows: trend.figures.map(rowOf),
    charts: trend.figures.flatMap((each) => trendChartOf(each) ?? []),
    caveats: caveatsOf(trend),
  };
}

export const caveatsOf = ({ otherDefinitions }: DrillTrend): readonly string[] =>
  otherDefinitions > 0 ? [`${plural(otherDefinitions, 'run')} had another definition than the newest`] : [];

export function rowOf({
  name,
  values,
  spread,
  objective,
  met,
  missed,
  unclear,
  unknown,
  slope,
}: FigureTrend): TrendRow {
  const said = (value: number | undefined) => (value === undefined ? '–' : figureText(name, value));
  const counted = [[met, 'met'] as const, [missed, 'missed'] as const, [unclear, 'not to be told'] as const];
  const worse = name === 'successRate' ? 'falling' : 'rising';
  const goes = slope.trend === 'rising' || slope.trend === 'falling';
  return {
    name,
    label: labels[name][0],
    of: values.length,
    p50: said(spread?.p50),
    p95: said(spread?.p95),
    worst: said(spread?.worst),
    objective: objective === undefined ? '–' : objectiveText({ name, objective }),
    came:
      counted
        .filter(([times]) => times > 0)
        .map(([times, word]) => `${times} ${word}`)
        .join(', ') || '–',
    unknown,
    direction: values.length === 0 ? 'no run could tell' : directionOf(name, slope, values),
    tone: !goes ? 'plain' : slope.trend === worse ? 'bad' : 'good',
  };
}

function directionOf(name: ObjectiveName, slope: FigureTrend['slope'], values: readonly number[]): string {
  const which = slope.of < values.length ? ' in which it came about' : '';
  if (slope.trend === 'too-few')
    return `${plural(slope.of, 'run')}${which}, of at least ${slope.needed} that it takes to say where it goes`;
  const p = `p = ${slope.p < 0.001 ? 'below 0.001' : figure(Number(slope.p.toFixed(3)))}`.replace('= below', '<');
  if (slope.trend === 'none-seen') return `no trend is seen over ${plural(slope.of, 'run')}${which} (${p})`;
  const [less, more] = name === 'successRate' ? ['down', 'up'] : ['shorter', 'longer'];
  const [low, high] = slope.interval.map((value) => stepText(name, value));
  const over = which === '' ? '' : `, of the ${slope.of}${which}`;
  return `${slope.trend === 'rising' ? more : less} by ${stepText(name, Math.abs(slope.slope))} from run to run${over} (95 %: ${low} to ${high}; ${p})`;
}

const stepText = (name: ObjectiveName, value: number): string =>
  `${value < 0 ? '−' : ''}${figureText(name, Math.abs(value))}`;
