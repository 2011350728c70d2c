/** How far an escalation came: which rungs held, and at which it broke. From a run's history alone. */
import { millis } from '../experiment/durations.ts';
import type { RunHistory } from '../history/run-history.ts';
import type { Instant } from '../ports/clock.ts';
import { streaks } from './breach.ts';
import { escalates } from './escalation.ts';
import { periodOf } from './freshness.ts';

export interface Rung {
  /** `250 ms` */
  readonly rung: string;
  /** `unseen`: it was cut short, or nothing told. */
  readonly came: 'held' | 'broke' | 'unseen' | 'not-reached';
  /** When its first wave was injected. Missing for one that was not reached. */
  readonly from?: Instant;
}

/** A verdict, as an escalation takes it. */
export const endedAs = { held: 'held', refuted: 'broken', inconclusive: 'unseen' } as const;

/**
 * In order; none of a run without an escalation. A rung broke in whose time a probe did. What
 * broke the run otherwise (an alarm, a stop rule, steady state that did not come back) is the
 * last one's.
 * @param ended what the run as a whole came to
 */
export function rungsOf({ record, journal }: RunHistory, ended: 'held' | 'broken' | 'unseen'): readonly Rung[] {
  const { definition, steps } = record.plan;
  if (!escalates(definition)) return [];
  const waves = Map.groupBy(steps, ({ rung = '' }) => rung);
  const reached = [...waves].map(([rung, own]) => {
    const from = journal.find((entry) => entry.type === 'injected' && own.some(({ wave }) => wave === entry.wave))?.at;
    return { rung, ...(from !== undefined && { from }) };
  });
  const last = reached.findLastIndex(({ from }) => from !== undefined);
  const broke = new Set(
    breaches({ record, journal }).map((at) => reached.findLastIndex(({ from }) => from !== undefined && from < at)),
  );
  return reached.map((each, i) => ({ ...each, came: cameOf(i) }));

  function cameOf(i: number): Rung['came'] {
    if (i > last) return 'not-reached';
    if (broke.has(i)) return 'broke';
    if (i < last || ended === 'held') return 'held';
    // What broke before the last rung was over has a rung of its own already.
    return ended === 'broken' && broke.size === 0 ? 'broke' : 'unseen';
  }
}

/** Of each breach that its probe does not forgive, the end of its first period: one that straddles belongs to the rung that came. */
function breaches({ record, journal }: Pick<RunHistory, 'record' | 'journal'>): readonly Instant[] {
  const during = journal.flatMap((entry) =>
    entry.type === 'sampled' && entry.phase === 'during' ? entry.samples : [],
  );
  return record.plan.definition.hypothesis.probes
    .filter(({ when }) => when.includes('during'))
    .flatMap((probe) =>
      streaks(probe, during, ({ ok }) => ok === false)
        .filter(({ lasted }) => lasted >= (probe.for === undefined ? 0 : millis(probe.for)))
        .map(({ samples: [first] }) => first.at + periodOf(probe)),
    );
}

/** `it held to 100 ms and broke at 250 ms`; undefined without an escalation, and where nothing was injected. */
export function howFar(rungs: readonly Rung[]): string | undefined {
  const broke = rungs.find(({ came }) => came === 'broke');
  const held = rungs
    .filter(({ came }, i) => came === 'held' && rungs.slice(0, i).every((each) => each.came === 'held'))
    .at(-1);
  const unseen = rungs.find(({ came }) => came === 'unseen');
  if (broke)
    return held
      ? `it held to ${held.rung} and broke at ${broke.rung}`
      : `it broke at ${broke.rung}, the first of ${rungs.length}`;
  if (unseen)
    return held
      ? `it held to ${held.rung}, and ${unseen.rung} was not seen to its end`
      : `${unseen.rung}, the first of ${rungs.length}, was not seen to its end`;
  return held && `it held to ${held.rung}, the last of ${rungs.length}`;
}
