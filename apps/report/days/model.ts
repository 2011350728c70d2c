/** What a stretch of a monkey's days shows: each kill, each refusal, each that was declined, and all of it in figures. */
import type { PlannedKill } from '../../../core/monkey/day-plan.ts';
import type { KillOutcome } from '../../../core/monkey/outcome-of.ts';
import type { TrackerEntry } from '../../../core/monkey/tracker-events.ts';
import type { Millis } from '../../../core/ports/clock.ts';
import { percentile } from '../../../core/steady-state/statistics.ts';
import { killsOf, type Stretch } from '../../local/monkey/stretch.ts';

export interface Killed {
  readonly kill: PlannedKill;
  readonly outcome: KillOutcome;
}

export interface NotKilled {
  readonly date: string;
  readonly at: number;
  readonly group: string;
  readonly rule: string;
  readonly why: string;
  /** Of a run that was refused; missing for what the plan declined. */
  readonly runId?: string;
}

export interface DaysReport {
  readonly schemaVersion: 1;
  readonly stretch: Pick<Stretch, 'monkey' | 'title' | 'world' | 'seed' | 'from' | 'to'>;
  /** Most groups that a day saw. */
  readonly groups: number;
  readonly workdays: number;
  readonly closed: readonly { readonly date: string; readonly why: string }[];
  readonly kills: readonly Killed[];
  readonly leashed: readonly PlannedKill[];
  readonly refused: readonly NotKilled[];
  readonly declined: readonly NotKilled[];
  readonly verdicts: Readonly<Record<KillOutcome['verdict'], number>>;
  readonly healed: number;
  /** Milliseconds, of those that healed. */
  readonly toHeal?: { readonly median: Millis; readonly p95: Millis; readonly longest: Millis };
  /** What trackers would be told, day by day. Missing: nobody is told anything. */
  readonly told?: readonly TrackerEntry[];
  /** By rule, of refused and declined alike, most first. */
  readonly rules: readonly (readonly [rule: string, times: number])[];
}

/** Pure: the same stretch, the same report. A kill is one that hit somebody; a run that hit nobody was refused, or ended at its gate. */
export function daysReportOf(stretch: Stretch): DaysReport {
  const { monkey, title, world, seed, from, to, days } = stretch;
  const all = killsOf(stretch);
  const kills = all.filter(({ outcome }) => outcome.victims.length > 0);
  const refused = all
    .filter(({ outcome }) => outcome.victims.length === 0)
    .flatMap(({ kill, outcome }): readonly NotKilled[] => {
      const reasons =
        outcome.refusals.length > 0
          ? outcome.refusals
          : [{ rule: outcome.end === 'refused' ? 'gate' : outcome.end, why: outcome.reason }];
      return reasons.map(({ rule, why }) => ({
        date: kill.date,
        at: kill.at,
        group: kill.group.name,
        rule,
        why,
        runId: kill.runId,
      }));
    });
  const declined = days.flatMap(({ plan }) =>
    plan.declined.map(({ group, rule, why, at }) => ({ date: plan.date, at, group: group.name, rule, why })),
  );
  const times = kills.flatMap(({ outcome }) => outcome.healedAfter ?? []);
  const told = days.flatMap((day) => day.told);
  const rules = Map.groupBy([...refused, ...declined], ({ rule }) => rule);
  const of = (verdict: KillOutcome['verdict']) => kills.filter(({ outcome }) => outcome.verdict === verdict).length;
  return {
    schemaVersion: 1,
    stretch: { monkey, title, world, seed, from, to },
    groups: Math.max(0, ...days.map(({ plan }) => plan.groups)),
    workdays: days.filter(({ plan }) => !plan.closed).length,
    closed: days.flatMap(({ plan }) =>
      plan.closed ? [{ date: plan.date, why: `${plan.closed.rule}: ${plan.closed.why}` }] : [],
    ),
    kills,
    leashed: days.flatMap(({ plan }) => plan.leashed),
    refused,
    declined,
    verdicts: { held: of('held'), refuted: of('refuted'), inconclusive: of('inconclusive') },
    healed: times.length,
    ...(times.length > 0 && {
      toHeal: { median: percentile(times, 50)!, p95: percentile(times, 95)!, longest: Math.max(...times) },
    }),
    ...(told.length > 0 && { told }),
    rules: [...rules]
      .map(([rule, list]) => [rule, list.length] as const)
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
  };
}
