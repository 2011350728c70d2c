/**
 * The sweeper looks after leftovers too: what recovery could not bring to rest while its
 * run was going is tried again, until it is seen as it was or someone answers for it.
 */
import type { LedgerEntry } from '../history/ledger.ts';
import { isOpen, type Leftover, resolvedAt } from '../history/leftover.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import { isActive } from '../ports/faults.ts';
import type { Ports } from '../ports/ports.ts';
import { faultOf } from './faults-of.ts';
import { homeNotReady } from './home.ts';
import { type Leaving, later, leavingOf, stillThere } from './leaving.ts';
import { tellOfResolved } from './leftover-notices.ts';
import { movesUsers } from './movers.ts';
import { proofNow } from './proof-now.ts';

export interface LookedAfter {
  readonly runId: string;
  readonly entryId: string;
  readonly outcome: 'restored' | 'left' | 'failed';
  /** What was done and seen; of one that failed, what was thrown. */
  readonly why: string;
}

const minute = 60_000;
const hour = 60 * minute;
const tellWithin = 10 * minute;

/** Every minute for an hour, every ten for a day, then every hour. By age and clock alone, so that there is nothing to keep. */
export function isDue({ since }: Pick<Leftover, 'since'>, now: Instant, sweepEvery: Millis = minute): boolean {
  const age = now - since;
  const every = age < hour ? sweepEvery : age < 24 * hour ? 10 * minute : hour;
  return age % every < sweepEvery;
}

/**
 * Each that is due, whatever becomes of the others. Which comes first changes with the
 * minute, so that one that takes all of the time of a call does not keep it from the same
 * ones each time. Nothing is thrown for a leftover that fails: it is tried again.
 */
export async function lookAfterLeftovers(ports: Ports, which = isDue): Promise<readonly LookedAfter[]> {
  const now = ports.clock.now();
  const known = await ports.leftovers.open(now - tellWithin);
  const due = known.filter((leftover) => isOpen(leftover) && which(leftover, now));
  const first = due.length === 0 ? 0 : Math.floor(now / minute) % due.length;
  const looked: LookedAfter[] = [];
  for (const leftover of [...due.slice(first), ...due.slice(0, first)]) {
    const { runId, entryId } = leftover;
    try {
      looked.push({ runId, entryId, ...(await lookAfter(leftover, now, ports)) });
    } catch (error) {
      const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      looked.push({ runId, entryId, outcome: 'failed', why });
    }
  }
  // Whoever resolved them may have died before telling.
  for (const runId of new Set(known.flatMap((leftover) => (isOpen(leftover) ? [] : leftover.runId))))
    await tellOfResolved(runId, ports);
  return looked;
}

type Outcome = Omit<LookedAfter, 'runId' | 'entryId'>;

async function lookAfter(leftover: Leftover, now: Instant, ports: Ports): Promise<Outcome> {
  const { runId, entryId, found } = leftover;
  const ledger = await ports.ledger.list(runId);
  const entry = ledger.find(({ id }) => id === entryId);
  if (!entry) return { outcome: 'failed', why: 'the ledger does not hold it any more' };
  const fault = faultOf(entry);
  const { state } = await ports.faults.observe(fault);
  const held = await heldBack(entry, ledger, now, ports);
  if (isActive(state) && held !== undefined) return { outcome: 'left', why: held };
  if (isActive(state)) {
    if (state !== 'stopping') await ports.faults.stop(fault, `recovery of run ${runId} left it ${state}`);
    return { outcome: 'left', why: `its fault is ${state}, and was asked to stop` };
  }
  const never = state === 'absent' && entry.confirmedAt === undefined;
  // What drifted was undone and seen not to be as it was: what stands there now may be meant.
  const again = found === 'unknown' && entry.undo.by === 'us' && !never && held === undefined;
  const asked = again ? await undoneAgain(entry, ports) : 'nothing';
  if (asked === 'resolved') return { outcome: 'left', why: 'someone has resolved it meanwhile' };
  // The next look finds nothing to put back any more, and goes by how it looks.
  if (asked === 'under way') return { outcome: 'left', why: 'it was put back, and is not carried out everywhere yet' };

  const proof = await proofNow(entry, ports);
  if (proof.result !== 'restored' && proof.result !== 'irreversible')
    return { outcome: 'left', why: held ?? proof.findings.map(({ id, detail }) => `${id}: ${detail}`).join(', ') };
  const how = howOf(never, again, state, found);
  if (!(await ports.leftovers.restored(runId, entryId, { at: now, how })))
    return { outcome: 'left', why: 'someone has resolved it meanwhile' };
  await tellOfResolved(runId, ports);
  return { outcome: 'restored', why: how };
}

/**
 * Users who were moved are sent home as in recovery: once home is ready, what moved them later is
 * back, and they have left. Undefined where nothing speaks against it.
 */
async function heldBack(
  entry: LedgerEntry,
  ledger: readonly LedgerEntry[],
  now: Instant,
  ports: Ports,
): Promise<string | undefined> {
  const record = await ports.runs.load(entry.runId);
  if (!record || !movesUsers(record.plan)(entry)) return undefined;
  const why = await homeNotReady(record, ledger, now, ports);
  if (why !== undefined) return `users stay where they were moved to, until home is ready: ${why}`;
  const newer = ledger.slice(ledger.findIndex(({ id }) => id === entry.id) + 1).filter(movesUsers(record.plan));
  const left = new Map((await ports.leftovers.of(entry.runId)).map((leftover) => [leftover.entryId, leftover]));
  const away = newer.find(({ id }) => left.has(id) && isOpen(left.get(id)!));
  if (away) return `what ${away.stepId} moved later is not back yet`;
  const leaving = newer
    .map((each) => leavingOf(each, record.plan, backAt(each, left.get(each.id))))
    .reduce<Leaving | undefined>(later, undefined);
  const stay = stillThere([entry], record.plan, leaving, now);
  return stay && `it stands until ${stay.until}: ${stay.why}`;
}

/** Of one that was never injected: undefined. */
const backAt = ({ confirmedAt, undoneAt }: LedgerEntry, leftover: Leftover | undefined): Instant | undefined =>
  (leftover && resolvedAt(leftover)) ?? (confirmedAt === undefined ? undefined : undoneAt);

/**
 * Asked once more just before, since whoever acknowledges takes the resources as they are.
 * A call that is in flight by then may land within one function timeout, and for that long
 * the guardrail keeps other runs away.
 */
async function undoneAgain(entry: LedgerEntry, ports: Ports): Promise<'resolved' | 'under way' | 'done'> {
  const standing = (await ports.leftovers.of(entry.runId)).find(({ entryId }) => entryId === entry.id);
  if (!standing || !isOpen(standing)) return 'resolved';
  return typeof (await ports.faults.undo(entry)) === 'string' ? 'under way' : 'done';
}

function howOf(never: boolean, again: boolean, state: string, found: Leftover['found']): string {
  if (never) return 'nothing stands under its token: it was never injected, and looks as before';
  if (again) return `its fault is ${state}; it was undone again, and looks as before`;
  if (found === 'drifted') return 'it was seen to look as before again: nothing was done for it';
  return `its fault is ${state}, and it looks as before`;
}
