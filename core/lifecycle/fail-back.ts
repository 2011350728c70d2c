/**
 * Users come home last, newest mover first: once nothing else of the run is left and home is
 * ready. What served them elsewhere is taken away once they have left it. Where home is not ready
 * in time, they stay where they are served, and people are told.
 */
import { iso } from '../experiment/durations.ts';
import type { JournalEntry, JournalEvent } from '../history/journal.ts';
import type { LedgerEntry } from '../history/ledger.ts';
import type { RunRecord } from '../history/run-record.ts';
import { failbackWithin } from '../plan/failback.ts';
import type { Instant } from '../ports/clock.ts';
import type { FaultObservation } from '../ports/faults.ts';
import type { Ports } from '../ports/ports.ts';
import { wayHome } from './allowances.ts';
import { distinctFaults } from './faults-of.ts';
import { giveUp } from './give-up.ts';
import { homeNotReady } from './home.ts';
import { backLine, type Leaving, later, leavingOf, seenBack, stillThere } from './leaving.ts';
import { divided } from './movers.ts';
import { proofNow } from './proof-now.ts';
import { type Held, type Outcome, undoEntry } from './undo-entry.ts';

export interface FailingBack {
  readonly record: RunRecord;
  readonly ledger: readonly LedgerEntry[];
  readonly journal: readonly JournalEntry[];
  readonly final: boolean;
  readonly now: Instant;
}

export interface FailedBack {
  readonly events: readonly JournalEvent[];
  /** A mover whose time is up still has users elsewhere, so that it counts as running until it is undone. */
  readonly seen: readonly FaultObservation[];
  /** It must be looked at again. */
  readonly open: boolean;
}

/** Once everything else is undone, or given up: by any number of attempts, each from where history stands. */
export async function failBack(failing: FailingBack, ports: Ports): Promise<FailedBack> {
  const { record, ledger, journal, final, now } = failing;
  const all = divided(record.plan, ledger).movers;
  const movers = all.filter(({ state }) => state !== 'undone');
  const faults = distinctFaults(movers);
  if (faults.length === 0) return { events: [], seen: [], open: false };
  const hold = await homeHeld(failing, movers, ports);
  const within = failbackWithin(record.plan.definition);
  const due = begunAt(journal, record, ledger, now) + within;
  const events: JournalEvent[] = [];
  const seen: FaultObservation[] = [];
  const found = (open: boolean): FailedBack => ({ events, seen, open });
  let leaving = all
    .filter(({ confirmedAt }) => confirmedAt !== undefined)
    .map((entry) => leavingOf(entry, record.plan, seenBack(entry, journal) ?? entry.undoneAt))
    .reduce<Leaving | undefined>(later, undefined);
  for (const [i, fault] of faults.entries()) {
    const entries = entriesOf(fault.token, movers);
    // Once it is on its way home, it goes on: half a move is worse than either.
    const begun = entries.some((entry) => hasBegun(entry, journal));
    const stay = begun ? undefined : stillThere(entries, record.plan, leaving, now);
    const held = begun ? undefined : (hold ?? stay);
    const outcome = await undoEntry({ fault, entries, record, journal, final, now, ...(held && { held }) }, ports);
    events.push(...outcome.events);
    const landed = entries.filter(({ confirmedAt }) => confirmedAt !== undefined || !isAbsent(outcome));
    const why = outcome.open ? outcome.why : await notYetBack(landed, faults.length - i > 1, ports);
    if (why === undefined) {
      if (outcome.observation) seen.push(outcome.observation);
      for (const entry of landed) {
        const at = seenBack(entry, journal);
        if (at === undefined) events.push(...backLine(entry, record.plan));
        leaving = later(leaving, leavingOf(entry, record.plan, at ?? now));
      }
      continue;
    }
    const over =
      now >= due + (hold === undefined || begun ? wayHome(record.plan) : 0) &&
      !outcome.landing &&
      (final || !isAbsent(outcome));
    // Who is on the way home gets there: that has an end by itself.
    if (!over || (held !== undefined && held === stay)) {
      if (outcome.observation) seen.push(held === undefined ? outcome.observation : stillAway(outcome.observation));
      return found(true);
    }
    // What is older has users elsewhere as well, and must not be taken from under them.
    const left = faults.slice(outcome.open ? i : i + 1).flatMap(({ token }) => entriesOf(token, movers));
    const late = held === undefined ? 'they were not seen back' : `home was not ready within ${iso(within)}`;
    await giveUp(left, `users stay where they were moved to: ${late}: ${why}`, now, ports);
    return found(false);
  }
  return found(false);
}

const entriesOf = (token: string, movers: readonly LedgerEntry[]): readonly LedgerEntry[] =>
  movers.filter((entry) => entry.fault.token === token).reverse();

/** Asked only while there is a mover that has not begun to come home. */
async function homeHeld(
  { record, ledger, journal, now }: FailingBack,
  movers: readonly LedgerEntry[],
  ports: Ports,
): Promise<Held | undefined> {
  if (movers.every((entry) => hasBegun(entry, journal))) return undefined;
  const until = 'home is ready';
  try {
    const why = await homeNotReady(record, ledger, now, ports);
    return why === undefined ? undefined : { until, why };
  } catch (error) {
    const why = error instanceof Error ? `it cannot be looked at (${error.name}: ${error.message})` : String(error);
    return { until, why };
  }
}

const hasBegun = ({ id }: LedgerEntry, journal: readonly JournalEntry[]): boolean =>
  journal.some((entry) => entry.type === 'undoing' && entry.entryId === id && !entry.waits);

/** When a mover was first spoken of in recovery: nothing else was left by then. */
function begunAt(
  journal: readonly JournalEntry[],
  { plan }: RunRecord,
  ledger: readonly LedgerEntry[],
  now: Instant,
): Instant {
  const ids = new Set(divided(plan, ledger).movers.map(({ id }) => id));
  return journal.find((entry) => entry.type === 'undoing' && ids.has(entry.entryId))?.at ?? now;
}

/** Before an older mover is undone, the newer one is seen to be as it was. @param landed those of it that were not never injected */
async function notYetBack(
  landed: readonly LedgerEntry[],
  isFollowed: boolean,
  ports: Ports,
): Promise<string | undefined> {
  if (!isFollowed) return undefined;
  for (const entry of landed) {
    const { result } = await proofNow(entry, ports);
    if (result !== 'restored' && result !== 'irreversible') return `what ${entry.stepId} moved is ${result}`;
  }
  return undefined;
}

const isAbsent = ({ observation }: Outcome): boolean => observation?.state === 'absent';

const stillAway = (observation: FaultObservation): FaultObservation =>
  observation.state === 'absent' ? observation : { ...observation, state: 'running' };
