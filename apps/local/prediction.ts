/** What rehearsals say of the run that is planned. Pure. */
import type { TerminalRecord, VerdictValue } from '../../core/history/run-record.ts';
import type { Millis } from '../../core/ports/clock.ts';
import { percentile, shareOf } from '../../core/steady-state/statistics.ts';

export interface Rehearsal extends Pick<TerminalRecord, 'end' | 'verdict' | 'recovery' | 'reason'> {
  readonly seed: number;
  /** From the end of the faults until steady state was back; missing when it did not come back, or never went. */
  readonly recoveredAfter?: Millis;
}

export interface Prediction {
  /** Name of the world that was rehearsed on. */
  readonly world: string;
  readonly rehearsals: number;
  readonly held: number;
  /** Of the rehearsals, 0 to 1. */
  readonly share: number;
  /** 95 % Wilson interval of the share, 0 to 1. */
  readonly interval: readonly [number, number];
  /** The most frequent verdict; of equally frequent ones the worst. */
  readonly verdict: VerdictValue;
  /** How many ended before their time or never began: the stop condition, a rule, the gate. */
  readonly cutShort: number;
  /** Of those that recovered. */
  readonly recovery?: { readonly of: number; readonly median: Millis; readonly longest: Millis };
  /** The most frequent reason why it did not hold, as one of its rehearsals said it. */
  readonly reason?: { readonly of: number; readonly says: string };
  readonly outcomes: readonly Rehearsal[];
}

const worstFirst: readonly VerdictValue[] = ['refuted', 'inconclusive', 'held'];

/** @param outcomes at least one. */
export function predictionOf(world: string, outcomes: readonly Rehearsal[]): Prediction {
  const of = (verdict: VerdictValue) => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  const held = of('held');
  const { share, interval } = shareOf(held, outcomes.length);
  const times = outcomes.flatMap(({ recoveredAfter }) => recoveredAfter ?? []);
  const reason = typicalReason(outcomes.filter(({ verdict }) => verdict !== 'held').map((outcome) => outcome.reason));
  return {
    world,
    rehearsals: outcomes.length,
    held,
    share: share!,
    interval: interval!,
    verdict: worstFirst.reduce((worst, verdict) => (of(verdict) > of(worst) ? verdict : worst)),
    cutShort: outcomes.filter(({ end }) => end !== 'completed').length,
    ...(times.length > 0 && {
      recovery: { of: times.length, median: percentile(times, 50)!, longest: Math.max(...times) },
    }),
    ...(reason && { reason }),
    outcomes,
  };
}

/** Reasons that differ in their figures and times alone are one reason. */
function typicalReason(reasons: readonly string[]): Prediction['reason'] {
  const alike = [...Map.groupBy(reasons, (reason) => reason.replaceAll(/\d[\d.,:]*/g, '#')).values()];
  const most = alike.reduce((a, b) => (b.length > a.length ? b : a), []);
  return most[0] === undefined ? undefined : { of: most.length, says: most[0] };
}
