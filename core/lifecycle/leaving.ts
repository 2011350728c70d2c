/** Until when users may still be where movers led them: nothing that serves them there is taken away before. */
import { spanOf } from '../experiment/durations.ts';
import type { JournalEntry, JournalEvent } from '../history/journal.ts';
import type { LedgerEntry } from '../history/ledger.ts';
import type { Plan, PlannedStep } from '../plan/plan.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import type { Held } from './undo-entry.ts';

export interface Leaving {
  readonly stepId: string;
  /** From when its mover was seen back. */
  readonly lingers: Millis;
  readonly until: Instant;
}

type Steps = Pick<Plan, 'steps'>;

const stepOf = ({ steps }: Steps, { id }: Pick<LedgerEntry, 'id'>): PlannedStep | undefined =>
  steps.find((step) => `${step.wave}/${step.id}` === id);

/** How long, as the plan of the run has read it. */
const lingersIn = (plan: Steps, entry: Pick<LedgerEntry, 'id'>): Millis => stepOf(plan, entry)?.lingers ?? 0;

/** Who was led by a mover. @param back when it was seen as it was; undefined: it was not yet */
export function leavingOf(
  entry: Pick<LedgerEntry, 'id' | 'stepId'>,
  plan: Steps,
  back: Instant | undefined,
): Leaving | undefined {
  const lingers = lingersIn(plan, entry);
  if (lingers === 0 || back === undefined) return undefined;
  return { stepId: entry.stepId, lingers, until: back + lingers };
}

export const later = (one: Leaving | undefined, other: Leaving | undefined): Leaving | undefined =>
  one === undefined || (other !== undefined && other.until > one.until) ? other : one;

/** Why what serves users elsewhere must stand: some of them may be there. What leads them takes nothing from under anybody. */
export function stillThere(
  entries: readonly Pick<LedgerEntry, 'id'>[],
  plan: Steps,
  leaving: Leaving | undefined,
  now: Instant,
): Held | undefined {
  if (leaving === undefined || now >= leaving.until || !entries.some((entry) => stepOf(plan, entry)?.serves))
    return undefined;
  const why = `whom ${leaving.stepId} led there may stay for ${spanOf(leaving.lingers)} after it is back`;
  return { until: 'users have left', why };
}

/** When a mover was first seen to be as it was, in recovery. */
export const seenBack = ({ id }: Pick<LedgerEntry, 'id'>, journal: readonly JournalEntry[]): Instant | undefined =>
  journal.find((entry) => entry.type === 'undoing' && entry.entryId === id && entry.back)?.at;

/** What tells it, where somebody has to wait for that. */
export function backLine(entry: Pick<LedgerEntry, 'id'>, plan: Steps): readonly JournalEvent[] {
  const lingers = lingersIn(plan, entry);
  if (lingers === 0) return [];
  const how = `back: users have left after ${spanOf(lingers)}`;
  return [{ type: 'undoing', entryId: entry.id, how, waits: true, back: true }];
}
