/**
 * Users come home last, newest mover first: once nothing else of the run is left and home is
 * ready. Where it is not in time, they stay where they are served, and people are told.
 */
import { iso } from '../experiment/durations.ts';
import type { JournalEntry, JournalEvent } from '../history/journal.ts';
import type { LedgerEntry } from '../history/ledger.ts';
import type { RunRecord } from '../history/run-record.ts';
import { failbackWithin } from '../plan/failback.ts';
import type { Instant } from '../ports/clock.ts';
import type { FaultObservation } from '../ports/faults.ts';
import type { Ports } from '../ports/ports.ts';
import { undoAllowance } from './allowances.ts';
import { distinctFaults } from './faults-of.ts';
import { giveUp } from './give-up.ts';
import { homeNotReady } from './home.ts';
import { divided } from './movers.ts';
import { proofNow } from './proof-now.ts';
import { type Outcome, undoEntry } from './undo-entry.ts';

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
  const movers = divided(record.plan, ledger).movers.filter(({ state }) => state !== 'undone');
  const faults = distinctFaults(movers);
  if (faults.length === 0) return { events: [], seen: [], open: false };
  const hold = await holdOf(failing, movers, ports);
  const within = failbackWithin(record.plan.definition);
  const due = begunAt(journal, record, ledger, now) + within;
  const events: JournalEvent[] = [];
  const seen: FaultObservation[] = [];
  const found = (open: boolean): FailedBack => ({ events, seen, open });
  for (const [i, fault] of faults.entries()) {
    const entries = entriesOf(fault.token, movers);
    // Once it is on its way home, it goes on: half a move is worse than either.
    const held = entries.some((entry) => hasBegun(entry, journal)) ? undefined : hold;
    const outcome = await undoEntry({ fault, entries, record, final, now, ...(held !== undefined && { held }) }, ports);
    events.push(...outcome.events);
    const why = outcome.open ? outcome.why : await notYetBack(entries, faults.length - i > 1, ports);
    if (why === undefined) {
      if (outcome.observation) seen.push(outcome.observation);
      continue;
    }
    const over = now >= due + (held === undefined ? undoAllowance(record.plan) : 0) && (final || !isAbsent(outcome));
    if (!over) {
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
async function holdOf(
  { record, ledger, journal, now }: FailingBack,
  movers: readonly LedgerEntry[],
  ports: Ports,
): Promise<string | undefined> {
  if (movers.every((entry) => hasBegun(entry, journal))) return undefined;
  try {
    return await homeNotReady(record, ledger, now, ports);
  } catch (error) {
    return error instanceof Error ? `it cannot be looked at (${error.name}: ${error.message})` : String(error);
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

/** Before an older mover is undone, the newer one is seen to be as it was. */
async function notYetBack(
  entries: readonly LedgerEntry[],
  isFollowed: boolean,
  ports: Ports,
): Promise<string | undefined> {
  if (!isFollowed) return undefined;
  for (const entry of entries) {
    if (entry.confirmedAt === undefined) continue;
    const { result } = await proofNow(entry, ports);
    if (result !== 'restored' && result !== 'irreversible') return `what ${entry.stepId} moved is ${result}`;
  }
  return undefined;
}

const isAbsent = ({ observation }: Outcome): boolean => observation?.state === 'absent';

const stillAway = (observation: FaultObservation): FaultObservation =>
  observation.state === 'absent' ? observation : { ...observation, state: 'running' };
