/** What a wave waits for: said when it begins, and open until it is told what became of it. */
import type { JournalEntry, JournalEvent } from '../history/journal.ts';
import type { RunRecord } from '../history/run-record.ts';
import { shortestPause } from '../plan/looks.ts';
import type { Plan, PlannedAwait } from '../plan/plan.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import { awaitsOf } from './waves.ts';

/** Written by Inject when a wave begins, under keys that a retried call writes again. */
export const awaitingEvents = ({ plan }: RunRecord, wave: number, now: Instant): readonly JournalEvent[] =>
  awaitsOf(plan, wave).map(({ id, within }) => ({ type: 'awaiting', stepId: id, until: now + within }));

export interface OpenAwait {
  readonly awaits: PlannedAwait;
  /** When its wave began. */
  readonly from: Instant;
  readonly until: Instant;
}

/** Those of a wave that nothing was written of yet: each comes about once. */
export function openAwaits({ plan }: RunRecord, wave: number, journal: readonly JournalEntry[]): readonly OpenAwait[] {
  return awaitsOf(plan, wave).flatMap((awaits) => {
    const begun = journal.find((entry) => entry.type === 'awaiting' && entry.stepId === awaits.id);
    const over = journal.some((entry) => entry.type === 'awaited' && entry.stepId === awaits.id);
    return over || begun?.type !== 'awaiting' ? [] : [{ awaits, from: begun.at, until: begun.until }];
  });
}

/** While alarms or people are waited for, what follows waits with them: looked for more often than probes need it. */
export const lookForNews = ({ lease, sampleEvery }: Plan['times']): Millis =>
  Math.min(sampleEvery, Math.max(10_000, shortestPause(lease)));
