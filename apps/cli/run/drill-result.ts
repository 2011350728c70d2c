/** What a drill measured, for programs: milliseconds and ISO 8601 side by side. docs/drill-figures.md explains each. */
import { iso } from '../../../core/experiment/durations.ts';
import type { Between, JudgedObjective, Measured, Moments, Timed } from '../../../core/history/measured.ts';
import type { Instant, Millis } from '../../../core/ports/clock.ts';

/** `ms`: the longest that it can have been by the data; `leastMs`: the shortest. */
export type TimedResult =
  | {
      readonly is: 'measured';
      readonly ms: Millis;
      readonly iso: string;
      readonly leastMs: Millis;
      readonly leastIso: string;
    }
  /** It had not come about after so long. */
  | { readonly is: 'never'; readonly afterMs: Millis; readonly afterIso: string; readonly why: string }
  | { readonly is: 'unknown'; readonly why: string };

export interface DrillResult {
  readonly planned: boolean;
  /** Instants in UTC; of what is known only to lie between two, both. */
  readonly moments: Readonly<Record<string, string | readonly [string, string]>>;
  readonly detect: TimedResult;
  readonly decide: TimedResult & { readonly by: readonly { readonly by: string; readonly at: string }[] };
  readonly recover: TimedResult;
  readonly recoveryPoint: TimedResult;
  readonly failback: TimedResult;
  readonly users:
    | {
        readonly is: 'measured';
        readonly requests: number;
        readonly failures: number;
        /** Percent. */
        readonly successRate: number;
        readonly from: string;
        readonly to: string;
      }
    | { readonly is: 'unknown'; readonly why: string };
  readonly dnsTtl?: { readonly ms: Millis; readonly iso: string };
  readonly objectives: readonly {
    readonly name: string;
    /** Of times at most so long; of the success rate, at least so many percent. */
    readonly objective: { readonly ms: Millis; readonly iso: string } | { readonly percent: number };
    readonly came: JudgedObjective['came'];
    readonly why: string;
  }[];
}

export function drillResultOf(drill: Measured): DrillResult {
  const { moments, decisions, users, dnsTtl, objectives } = drill;
  return {
    planned: drill.planned ?? false,
    moments: momentsOf(moments),
    detect: timed(drill.detect),
    decide: { ...timed(drill.decide), by: decisions.map(({ by, at }) => ({ by, at: instant(at) })) },
    recover: timed(drill.recover),
    recoveryPoint: timed(drill.recoveryPoint),
    failback: timed(drill.failback),
    users: users.is === 'measured' ? { ...users, from: instant(users.from), to: instant(users.to) } : users,
    ...(dnsTtl !== undefined && { dnsTtl: length(dnsTtl) }),
    objectives: objectives.map(({ name, objective, came, why }) => ({
      name,
      objective: name === 'successRate' ? { percent: objective } : length(objective),
      came,
      why,
    })),
  };
}

const instant = (at: Instant): string => new Date(at).toISOString();
const length = (ms: Millis) => ({ ms, iso: iso(ms) });

function timed(of: Timed): TimedResult {
  if (of.is === 'unknown') return of;
  if (of.is === 'never') return { is: 'never', afterMs: of.least, afterIso: iso(of.least), why: of.why };
  return { is: 'measured', ...length(of.most), leastMs: of.least, leastIso: iso(of.least) };
}

const momentsOf = (moments: Moments): DrillResult['moments'] =>
  Object.fromEntries(
    Object.entries(moments).map(([name, at]: [string, Instant | Between]) => [
      name,
      typeof at === 'number' ? instant(at) : ([instant(at.notBefore), instant(at.notAfter)] as const),
    ]),
  );
