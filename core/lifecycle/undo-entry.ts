/** One fault undone, with the entries that share it. */
import type { JournalEvent } from '../history/journal.ts';
import type { LedgerEntry, Proof } from '../history/ledger.ts';
import type { RunRecord } from '../history/run-record.ts';
import type { Instant } from '../ports/clock.ts';
import { type FaultObservation, type FaultReference, isActive } from '../ports/faults.ts';
import type { Ports } from '../ports/ports.ts';

export interface Undoing {
  readonly fault: FaultReference;
  /** Those not undone, newest first. */
  readonly entries: readonly LedgerEntry[];
  readonly record: RunRecord;
  /** One function timeout has passed since the epoch rose: what is absent now stays absent. */
  readonly final: boolean;
  readonly now: Instant;
  /** Why it must stand for now: it is looked for, and not undone. */
  readonly held?: string;
}

export interface Outcome {
  readonly events: readonly JournalEvent[];
  readonly observation?: FaultObservation;
  /** It must be looked at again. */
  readonly open: boolean;
  /** Why, for the proof should it be given up. */
  readonly why: string;
}

/** A call that fails is tried again at the next look, so that one fault does not hold up the others. */
export async function undoEntry(undoing: Undoing, ports: Ports): Promise<Outcome> {
  try {
    return await attempt(undoing, ports);
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const how = undoing.held === undefined ? `could not be undone yet: ${why}` : `could not be looked at yet: ${why}`;
    const events = undoing.entries.map(({ id }) => ({ ...said(id, how), ...(undoing.held !== undefined && waits) }));
    return { events, open: true, why };
  }
}

const said = (entryId: string, how: string): JournalEvent => ({ type: 'undoing', entryId, how });
const waits = { waits: true } as const;

async function attempt({ fault, entries, record, final, now, held }: Undoing, ports: Ports): Promise<Outcome> {
  const observation = await ports.faults.observe(fault);
  const { state } = observation;
  const unconfirmed = entries.filter((entry) => entry.state === 'intended');

  if (state === 'absent' && unconfirmed.length === entries.length) {
    if (!final) {
      const how = 'nothing is found under its token; looking again';
      const events = entries.map(({ id }) => ({ ...said(id, how), ...waits }));
      return { events, observation, open: true, why: 'the call that it announced may still land' };
    }
    for (const entry of entries) await ports.ledger.undone(entry.runId, entry.id, neverInjected(entry), now);
    return { events: [], observation, open: false, why: 'never injected' };
  }

  // Found by its token: the answer to the call was lost, or is still on its way.
  const externalId = observation.externalId ?? fault.externalId;
  if (externalId !== undefined)
    for (const { runId, id } of unconfirmed) await ports.ledger.confirm(runId, id, externalId, now);

  if (held !== undefined) {
    const events = entries.map(({ id }) => ({ ...said(id, `waits until home is ready: ${held}`), ...waits }));
    return { events, observation, open: true, why: held };
  }
  if (isActive(state)) {
    if (state !== 'stopping') await ports.faults.stop(fault, record.cause?.detail ?? 'recovery');
    const events = entries.map(({ id, undo }) => said(id, `stopping: ${howOf(undo)}`));
    return { events, observation, open: true, why: `the fault is still ${state}` };
  }
  for (const entry of entries) if (entry.undo.by === 'us') await ports.faults.undo(entry);
  const events = entries.map(({ id, undo }) => said(id, `${state}: ${howOf(undo)}`));
  return { events, observation, open: false, why: '' };
}

const howOf = (undo: LedgerEntry['undo']): string =>
  undo.by === 'nobody' ? `cannot be undone, as declared: ${undo.reason}` : undo.how;

const neverInjected = ({ targets }: LedgerEntry): Proof => ({
  result: 'restored',
  findings: targets.map((id) => ({ id, result: 'restored', detail: 'never injected: nothing stands under its token' })),
});
