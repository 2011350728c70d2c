/** A drill over its runs: percentiles of each figure, what became of its objectives, and whether it gets slower. */
import type { JudgedObjective, Measured, ObjectiveName } from '../history/measured.ts';
import { objectiveNames } from '../history/measured.ts';
import type { RunRecord } from '../history/run-record.ts';
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

export interface FigureTrend {
  readonly name: ObjectiveName;
  /** Of each run that told, oldest first: the longest that it can have been. */
  readonly values: readonly number[];
  /** Missing where no run told. */
  readonly spread?: Spread;
  /** Runs that could not tell. */
  readonly unknown: number;
  readonly met: number;
  readonly missed: number;
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
  const told = records.filter(({ terminal }) => terminal?.drill !== undefined).reverse();
  const newest = told.at(-1)?.definitionHash;
  return {
    runs: told.map(({ runId, proposedAt, terminal }) => ({
      runId,
      at: proposedAt,
      verdict: terminal?.verdict ?? 'inconclusive',
    })),
    otherDefinitions: told.filter(({ definitionHash }) => definitionHash !== newest).length,
    figures: objectiveNames.map((name) =>
      figureOf(
        name,
        told.flatMap(({ terminal }) => terminal?.drill ?? []),
      ),
    ),
  };
}

function figureOf(name: ObjectiveName, drills: readonly Measured[]): FigureTrend {
  const values = drills.flatMap((drill) => figureIn(name, drill) ?? []);
  const judged = drills.flatMap(({ objectives }) => objectives.filter((each) => each.name === name));
  const came = (how: JudgedObjective['came']) => judged.filter((each) => each.came === how).length;
  const objective = judged.at(-1)?.objective;
  return {
    name,
    values,
    ...(values.length > 0 && { spread: spreadOf(values, name === 'successRate' ? -1 : 1) }),
    unknown: drills.length - values.length,
    met: came('met'),
    missed: came('missed'),
    ...(objective !== undefined && { objective }),
    slope: slopeOf(values.filter(Number.isFinite)),
  };
}

function figureIn(name: ObjectiveName, drill: Measured): number | undefined {
  if (name === 'successRate') return drill.users.is === 'measured' ? drill.users.successRate : undefined;
  const timed = drill[name];
  if (timed.is === 'measured') return timed.most;
  return timed.is === 'never' ? Number.POSITIVE_INFINITY : undefined;
}

/** @param sense −1 where more is better */
function spreadOf(values: readonly number[], sense: 1 | -1): Spread {
  const ranked = values.map((value) => sense * value);
  const at = (percent: number) => sense * (percentile(ranked, percent) ?? 0);
  return { p50: at(50), p95: at(95), worst: at(100) };
}
