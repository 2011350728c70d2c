/** Journal entries under the keys of one call of one step. */
import type { JournalEntry, JournalEvent, Sample } from '../history/journal.ts';
import type { Instant } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import type { StepReference } from './reference.ts';
import type { StepName } from './step.ts';

/** One call of one step: the key that its entries share. */
export interface Visit extends Pick<StepReference, 'runId' | 'wave' | 'visit'> {
  readonly step: StepName;
}

export const visitOf = (step: StepName, { runId, wave, visit }: StepReference): Visit => ({ step, runId, wave, visit });

/** Entries that a call of this visit has written already. */
export const written = (journal: readonly JournalEntry[], { step, wave, visit }: Visit): readonly JournalEntry[] =>
  journal.filter((entry) => entry.step === step && entry.wave === wave && entry.visit === visit);

/** `n` counts from `first`. A key that stands already is left as it is. */
export const write = (
  at: Visit,
  now: Instant,
  events: readonly JournalEvent[],
  ports: Pick<Ports, 'journal'>,
  first = 0,
): Promise<void> => ports.journal.append(events.map((event, i) => ({ ...at, at: now, n: first + i, ...event })));

/**
 * Writes, and answers what stands then. Of two calls of one visit (a retry, a duplicate)
 * the first one's entries count, and both decide by them.
 */
export async function writeOnce(
  at: Visit,
  now: Instant,
  events: readonly JournalEvent[],
  ports: Pick<Ports, 'journal'>,
): Promise<readonly JournalEntry[]> {
  await write(at, now, events, ports);
  return written(await ports.journal.read(at.runId), at);
}

/** All samples that the journal holds, oldest look first. */
export const samplesIn = (journal: readonly JournalEntry[], phase?: string): readonly Sample[] =>
  journal.flatMap((entry) => (entry.type === 'sampled' && (!phase || entry.phase === phase) ? entry.samples : []));
