/** One figure of a drill over its runs, as a picture: a mark a run, and where the objective lies. */
import type { FigureTrend, Told } from '../../../core/drill/trend.ts';
import type { ObjectiveName } from '../../../core/history/measured.ts';
import { labels, objectiveText } from './drill.ts';
import { plural } from './numbers.ts';
import { place, type ValueScale, valueScale } from './scale.ts';
import { toldText } from './told-text.ts';

/** `met`, `missed`, `unclear`: its objective. `plain`: there was none. `never`: it did not come about. `unknown`: the run could not tell. */
export type TrendMarkKind = 'met' | 'missed' | 'unclear' | 'plain' | 'never' | 'unknown';

export interface TrendMark {
  readonly kind: TrendMarkKind;
  /** 0 to 1, from the left. */
  readonly x: number;
  /** 0 to 1, from the bottom: the longest that it can have been. */
  readonly y: number;
  /** The shortest, where that is another. */
  readonly least?: number;
  readonly title: string;
}

export interface TrendChart {
  readonly name: ObjectiveName;
  readonly label: string;
  /** In which its scale counts. */
  readonly unit: 'percent' | 'seconds' | 'minutes' | 'hours';
  readonly scale: ValueScale;
  readonly marks: readonly TrendMark[];
  readonly objective?: { readonly y: number; readonly text: string };
  /** One sentence for those who do not see the picture. */
  readonly summary: string;
}

const units = { percent: 1, seconds: 1000, minutes: 60_000, hours: 3_600_000 } as const;

/** Undefined where no run told. */
export function trendChartOf({ name, told, objective, met, missed, unclear }: FigureTrend): TrendChart | undefined {
  if (told.every(({ range }) => range === undefined)) return undefined;
  const known = told.flatMap(({ range }) => (range ? [range.least, range.most].filter(Number.isFinite) : []));
  const drawn = [...known, ...(objective === undefined ? [] : [objective])];
  const unit = unitOf(name, drawn);
  // Times begin at nothing, so that heights can be compared.
  const floor = name === 'successRate' ? [] : [0];
  const scale = valueScale([...drawn.map((value) => value / units[unit]), ...floor], 3);
  const height = (value: number) => place(value / units[unit], scale);
  const text = objective === undefined ? undefined : objectiveText({ name, objective });
  return {
    name,
    label: labels[name][0],
    unit,
    scale,
    marks: told.map((each, i) => ({
      x: (i + 0.5) / told.length,
      title: `run ${i + 1} of ${told.length}, ${each.runId}: ${toldText(name, each)}${each.came ? `, ${worded[each.came]}` : ''}`,
      ...markOf(each, height),
    })),
    ...(objective !== undefined && text !== undefined && { objective: { y: height(objective), text } }),
    summary: `${plural(told.length, 'run')}, oldest first: ${told.map((each) => toldText(name, each)).join(', ')}.${
      text === undefined
        ? ''
        : ` The objective is ${text}: ${met} met it, ${missed} missed it, of ${unclear} it cannot be told.`
    }`,
  };
}

const worded = {
  met: 'objective met',
  missed: 'objective missed',
  unknown: 'whether it met its objective cannot be told',
};

function markOf({ range, came }: Told, height: (value: number) => number): Pick<TrendMark, 'kind' | 'y' | 'least'> {
  if (!range) return { kind: 'unknown', y: 0 };
  if (!Number.isFinite(range.most)) return { kind: 'never', y: 1 };
  return {
    kind: came === undefined ? 'plain' : came === 'unknown' ? 'unclear' : came,
    y: height(range.most),
    ...(range.least < range.most && { least: height(range.least) }),
  };
}

function unitOf(name: ObjectiveName, drawn: readonly number[]): TrendChart['unit'] {
  if (name === 'successRate') return 'percent';
  const longest = Math.max(0, ...drawn);
  return longest <= 2 * units.minutes ? 'seconds' : longest <= 2 * units.hours ? 'minutes' : 'hours';
}
