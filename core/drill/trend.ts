/** A drill over its runs: percentiles of each figure, what became of its objectives, and whether it gets slower. */
import type { JudgedObjective, Measured, ObjectiveName } from '../history/measured.ts';
import { objectiveNames } from '../history/measured.ts';
import type { RunRecord, TerminalRecord } from '../history/run-record.ts';
import type { Instant } from '../ports/clock.ts';
import { percentile } from '../steady-state/statistics.ts';
import { type Slope, slopeOf } from './slope.ts';

/** Milliseconds; of the success rate, percent. Infinite: it did not come about. */
export interface Spread {
  readonly p50: number;
  /** Of times the 95th percentile; of the success rate the 5th: nineteen of twenty were no worse. */
  readonly p95: number;
  readonly worst: number;
}

/** What one run told of a figure. */
export interface Told {
  readonly runId: string;
  /** As narrowly as its data told, in the unit of the figure. Missing: it could not tell. Infinite: it did not come about. */
  readonly range?: { readonly least: number; readonly most: number };
  /** Missing where the run asked for nothing. */
  readonly came?: JudgedObjective['came'];
}

export interface FigureTrend {
  readonly name: ObjectiveName;
  /** One for each run, oldest first. */
  readonly told: readonly Told[];
  /** Of each run that told, oldest first: the longest that it can have been. */
  readonly values: readonly number[];
  /** Missing where no run told. */
  readonly spread?: Spread;
  /** Runs that could not tell. */
  readonly unknown: number;
  readonly met: number;
  readonly missed: number;
  /** Runs that had an objective, and could not tell what became of it. */
  readonly unclear: number;
  /** As the newest run that had one asks. */
  readonly objective?: number;
  /** From run to run, of those in which it came about. */
  readonly slope: Slope;
}

export interface DrillTrend {
  /** Those that measured anything, oldest first. */
  readonly runs: readonly { readonly runId: string; readonly at: Instant; readonly verdict: string }[];
  /** Of these, with another definition than the newest. */
  readonly otherDefinitions: number;
  readonly figures: readonly FigureTrend[];
}

/** @param records of one drill, newest first; what is no drill, or was measured by an earlier version, is left out */
export function trendOf(records: readonly RunRecord[]): DrillTrend {
  const told = records.flatMap((record) => measuredIn(record) ?? []).reverse();
  const newest = told.at(-1)?.record.definitionHash;
  return {
    runs: told.map(({ record: { runId, proposedAt }, terminal: { verdict } }) => ({ runId, at: proposedAt, verdict })),
    otherDefinitions: told.filter(({ record: { definitionHash } }) => definitionHash !== newest).length,
    figures: objectiveNames.map((name) => figureOf(name, told)),
  };
}

interface Run {
  readonly record: RunRecord;
  readonly terminal: TerminalRecord;
  readonly drill: Measured;
}

const measuredIn = (record: RunRecord): Run | undefined => {
  const { terminal } = record;
  return terminal?.drill && { record, terminal, drill: terminal.drill };
};

function figureOf(name: ObjectiveName, runs: readonly Run[]): FigureTrend {
  const told = runs.map(({ record: { runId }, drill }): Told => {
    const range = rangeIn(name, drill);
    const judged = judgedIn(name, drill);
    return { runId, ...(range && { range }), ...(judged && { came: judged.came }) };
  });
  const values = told.flatMap(({ range }) => range?.most ?? []);
  const of = (how: JudgedObjective['came']) => told.filter(({ came }) => came === how).length;
  const objective = runs.flatMap(({ drill }) => judgedIn(name, drill)?.objective ?? []).at(-1);
  return {
    name,
    told,
    values,
    ...(values.length > 0 && { spread: spreadOf(values, name === 'successRate' ? -1 : 1) }),
    unknown: told.length - values.length,
    met: of('met'),
    missed: of('missed'),
    unclear: of('unknown'),
    ...(objective !== undefined && { objective }),
    slope: slopeOf(values.filter(Number.isFinite)),
  };
}

const judgedIn = (name: ObjectiveName, { objectives }: Measured): JudgedObjective | undefined =>
  objectives.find((each) => each.name === name);

function rangeIn(name: ObjectiveName, drill: Measured): Told['range'] {
  if (name === 'successRate') {
    const { users } = drill;
    return users.is === 'measured' ? { least: users.successRate, most: users.successRate } : undefined;
  }
  const timed = drill[name];
  if (timed.is === 'measured') return { least: timed.least, most: timed.most };
  return timed.is === 'never' ? { least: timed.least, most: Number.POSITIVE_INFINITY } : undefined;
}

/** @param sense −1 where more is better */
function spreadOf(values: readonly number[], sense: 1 | -1): Spread {
  const ranked = values.map((value) => sense * value);
  const at = (percent: number) => sense * (percentile(ranked, percent) ?? 0);
  return { p50: at(50), p95: at(95), worst: at(100) };
}
