/** A stretch of a monkey's days on a simulated world: what was planned, what was declined, and what became of each kill. */
import type { DayPlan, PlannedKill } from '../../../core/monkey/day-plan.ts';
import type { KillOutcome } from '../../../core/monkey/outcome-of.ts';
import type { TrackerEntry } from '../../../core/monkey/tracker-events.ts';

export interface Day {
  readonly plan: DayPlan;
  /** In the order of the plan's kills. */
  readonly outcomes: readonly KillOutcome[];
  /** What a deployed platform would put on the buses of trackers: of the plan, then of each run. */
  readonly told: readonly TrackerEntry[];
}

export interface Stretch {
  readonly monkey: string;
  readonly title: string;
  readonly world: string;
  readonly seed: number;
  /** Dates, both included. */
  readonly from: string;
  readonly to: string;
  readonly days: readonly Day[];
}

export const killsOf = ({ days }: Stretch): readonly { readonly kill: PlannedKill; readonly outcome: KillOutcome }[] =>
  days.flatMap(({ plan, outcomes }) => {
    const byRun = new Map(outcomes.map((outcome) => [outcome.runId, outcome]));
    return plan.kills.flatMap((kill) => {
      const outcome = byRun.get(kill.runId);
      return outcome ? [{ kill, outcome }] : [];
    });
  });
