/** One probe's chart as plain data: shares of the plot's width and height, and no markup. */
import { clock, stopwatch } from './numbers.ts';
import { place, type TimeAxis, type ValueScale, valueScale } from './scale.ts';
import type { Point, Series } from './series.ts';
import type { Bound } from './tolerance.ts';

export interface Mark {
  /** 0 at the left edge, 1 at the right. */
  readonly x: number;
  /** Width of the datapoint's period; 0 for an asking. */
  readonly width: number;
  /** 0 at the bottom, 1 at the top; missing for a sample without data. */
  readonly y?: number;
  readonly result: Point['result'];
  /** Whether the line may run on from the sample before: nothing is drawn for a time when nobody looked. */
  readonly joined: boolean;
  /** What a pointer reads: "+1:00, 09:32:00: 148, within tolerance". */
  readonly title: string;
}

export interface Line {
  readonly y: number;
  readonly label: string;
  readonly kind: 'tolerance' | 'stop';
  /** Where its label stands, moved apart from the others'. */
  readonly labelY: number;
}

export interface Chart {
  readonly probe: string;
  readonly series: Series;
  readonly scale: ValueScale;
  /** For names instead of quantities: one row each, top first. */
  readonly rows: readonly string[];
  readonly marks: readonly Mark[];
  readonly lines: readonly Line[];
  /** Stop thresholds far outside of what was seen: named, since drawing them would flatten the rest. */
  readonly beyond: readonly string[];
  /** One sentence for those who do not see the picture. */
  readonly summary: string;
}

const words: Record<Point['result'], string> = {
  within: 'within tolerance',
  breach: 'outside tolerance',
  'no-data': 'no data',
  unjudged: 'not judged',
};

export function chartOf(series: Series, axis: TimeAxis): Chart {
  const values = series.points.flatMap((p) => p.value ?? []);
  const drawn = [...values, ...series.bounds.map((b) => b.value)];
  const near = series.stops.filter((stop) => fits(stop.value, drawn));
  const rows = series.categorical ? namesOf(series) : [];
  const scale: ValueScale = series.categorical
    ? { from: 0, to: Math.max(1, rows.length), ticks: [] }
    : valueScale([...drawn, ...near.map((b) => b.value)]);
  const height = (point: Point): number | undefined => {
    if (point.result === 'no-data') return undefined;
    if (series.categorical) return 1 - (rows.indexOf(point.text) + 0.5) / rows.length;
    return point.value === undefined ? undefined : place(point.value, scale);
  };
  return {
    probe: series.probe,
    series,
    scale,
    rows,
    marks: series.points.map((point, i) => {
      const y = height(point);
      return {
        x: place(point.at, axis),
        width: place(point.at + point.length, axis) - place(point.at, axis),
        ...(y === undefined ? {} : { y }),
        result: point.result,
        joined: joins(series.points[i - 1], point),
        title: titleOf(point, axis),
      };
    }),
    lines: series.categorical
      ? []
      : apart([...linesOf(series.bounds, 'tolerance', scale), ...linesOf(near, 'stop', scale)]),
    beyond: series.categorical ? [] : series.stops.filter((stop) => !near.includes(stop)).map((stop) => stop.label),
    summary: summaryOf(series),
  };
}

/** Half a period of slack, for periods that do not begin on the minute. */
const joins = (previous: Point | undefined, point: Point): boolean =>
  previous !== undefined &&
  previous.result !== 'no-data' &&
  point.result !== 'no-data' &&
  point.at - (previous.at + previous.length) <= point.length / 2;

/** A threshold is drawn unless it would stretch the scale more than five times. */
function fits(value: number, drawn: readonly number[]): boolean {
  if (drawn.length === 0) return true;
  const low = Math.min(...drawn);
  const high = Math.max(...drawn);
  const extent = Math.max(high - low, Math.abs(high) * 0.2, 1e-9);
  return Math.max(high, value) - Math.min(low, value) <= 5 * extent;
}

const linesOf = (found: readonly Bound[], kind: Line['kind'], scale: ValueScale) =>
  found.map((bound) => ({ y: place(bound.value, scale), label: bound.label, kind }));

/** Labels at least a tenth of the height apart, in the order of their lines, kept inside of the plot. */
function apart(lines: readonly Omit<Line, 'labelY'>[], gap = 0.12): readonly Line[] {
  const sorted = [...lines].sort((a, b) => a.y - b.y);
  let floor = Number.NEGATIVE_INFINITY;
  const raised = sorted.map((line) => {
    floor = Math.max(line.y, floor + gap);
    return { ...line, labelY: floor };
  });
  let ceiling = Number.POSITIVE_INFINITY;
  return raised
    .reverse()
    .map((line) => {
      ceiling = Math.min(line.labelY, ceiling - gap, 1);
      return { ...line, labelY: ceiling };
    })
    .reverse();
}

const namesOf = (series: Series): readonly string[] => {
  const good = series.points.filter((p) => p.result === 'within' || p.result === 'unjudged').map((p) => p.text);
  const bad = series.points.filter((p) => p.result === 'breach').map((p) => p.text);
  return [...new Set([...good, ...bad])];
};

function titleOf(point: Point, axis: TimeAxis): string {
  const detail = point.detail === undefined || point.detail === point.text ? '' : ` (${point.detail})`;
  const value = point.result === 'no-data' ? '' : `${point.text}, `;
  return `${stopwatch(point.at - axis.origin)}, ${clock(point.at)}: ${value}${words[point.result]}${detail}`;
}

function summaryOf(series: Series): string {
  const { points } = series;
  if (points.length === 0) return 'No sample was taken.';
  const breaching = points.filter((p) => p.result === 'breach').length;
  const missing = points.filter((p) => p.result === 'no-data').length;
  const outside = breaching === 0 ? 'none outside tolerance' : `${breaching} outside tolerance`;
  const holes = missing === 0 ? '' : `, ${missing} without data`;
  return `${points.length} samples, ${series.tolerance === undefined ? 'no tolerance set' : outside}${holes}.`;
}
