/** One fault undone, with the entries that share it. */
import type { JournalEntry, JournalEvent } from '../history/journal.ts';
import type { LedgerEntry, Proof } from '../history/ledger.ts';
import type { RunRecord } from '../history/run-record.ts';
import type { Instant } from '../ports/clock.ts';
import { type FaultObservation, type FaultReference, isActive, type Receipt } from '../ports/faults.ts';
import type { Ports } from '../ports/ports.ts';

export interface Undoing {
  readonly fault: FaultReference;
  /** Those not undone, newest first. */
  readonly entries: readonly LedgerEntry[];
  readonly record: RunRecord;
  readonly journal: readonly JournalEntry[];
  /** One function timeout has passed since the epoch rose: what is absent now stays absent. */
  readonly final: boolean;
  readonly now: Instant;
  /** It must stand for now: it is looked for, and not undone. */
  readonly held?: Held;
}

export interface Held {
  /** What is waited for: `home is ready`. */
  readonly until: string;
  /** What there is against it, one clause. */
  readonly why: string;
}

export interface Outcome {
  readonly events: readonly JournalEvent[];
  readonly observation?: FaultObservation;
  /** It must be looked at again. */
  readonly open: boolean;
  /** It is undone, and looked at again only for what may still have been in flight. */
  readonly landing?: true;
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

const said = (entryId: string, how: string, receipt?: Receipt): Extract<JournalEvent, { type: 'undoing' }> => ({
  type: 'undoing',
  entryId,
  how,
  ...(typeof receipt === 'string' && { receipt }),
});
const waits = { waits: true } as const;

async function attempt(undoing: Undoing, ports: Ports): Promise<Outcome> {
  const { fault: started, entries, record, journal, final, now, held } = undoing;
  const told = receiptIn(journal, entries);
  const fault = told === undefined ? started : { ...started, externalId: told };
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
  const externalId = observation.externalId ?? started.externalId;
  if (externalId !== undefined)
    for (const { runId, id } of unconfirmed) await ports.ledger.confirm(runId, id, externalId, now);

  if (held !== undefined) {
    const events = entries.map(({ id }) => ({ ...said(id, `waits until ${held.until}: ${held.why}`), ...waits }));
    return { events, observation, open: true, why: held.why };
  }
  if (isActive(state)) {
    const receipt = state === 'stopping' ? undefined : await ports.faults.stop(fault, reasonOf(record));
    const events = entries.map(({ id, undo }) => said(id, `stopping: ${howOf(undo)}`, receipt));
    return { events, observation, open: true, why: `the fault is still ${state}` };
  }
  const events: JournalEvent[] = [];
  let open = false;
  for (const entry of entries) {
    const receipt = entry.undo.by === 'us' ? await ports.faults.undo(entry) : undefined;
    events.push(said(entry.id, `${state}: ${howOf(entry.undo)}`, receipt));
    // It is looked at again until the provider has carried it out, however it ended.
    open ||= typeof receipt === 'string';
  }
  if (open) return { events, observation, open, why: 'it is not carried out everywhere yet' };
  // FIS starts nothing twice for one token. A call of ours that is still in flight finds it undone, and does it again.
  if (fault.provider === 'squall' && !final)
    return { events, observation, open: true, landing: true, why: 'a call that was in flight may still do it again' };
  return { events, observation, open: false, why: '' };
}

/** Of the newest call that has put something back. */
function receiptIn(journal: readonly JournalEntry[], entries: readonly LedgerEntry[]): string | undefined {
  const ids = new Set(entries.map(({ id }) => id));
  return journal
    .flatMap((entry) =>
      entry.type === 'undoing' && ids.has(entry.entryId) && entry.receipt !== undefined ? [entry.receipt] : [],
    )
    .at(-1);
}

const reasonOf = ({ cause }: RunRecord): string => cause?.detail ?? 'recovery';

const howOf = (undo: LedgerEntry['undo']): string =>
  undo.by === 'nobody' ? `cannot be undone, as declared: ${undo.reason}` : undo.how;

const neverInjected = ({ targets }: LedgerEntry): Proof => ({
  result: 'restored',
  findings: targets.map((id) => ({ id, result: 'restored', detail: 'never injected: nothing stands under its token' })),
});
