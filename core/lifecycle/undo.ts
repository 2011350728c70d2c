/**
 * Undo: ledger entries newest first, until nothing of the run is active; what moved users last of
 * all. Idempotent, in any order, by any number of attempts.
 */
import type { JournalEntry, JournalEvent } from '../history/journal.ts';
import type { Cause } from '../history/run-record.ts';
import type { Millis } from '../ports/clock.ts';
import { type FaultObservation, isActive } from '../ports/faults.ts';
import type { Ports } from '../ports/ports.ts';
import { undoAllowance } from './allowances.ts';
import { failBack } from './fail-back.ts';
import { activeFirst, distinctFaults } from './faults-of.ts';
import { giveUp } from './give-up.ts';
import { divided } from './movers.ts';
import { owedLines } from './owed.ts';
import type { StepReference } from './reference.ts';
import { goTo, isSuperseded, revisit, UnknownRun } from './step.ts';
import { undoEntry } from './undo-entry.ts';
import { visitOf, write } from './writing.ts';

const lookEvery: Millis = 10_000;

/**
 * An intent that was never confirmed counts as injected: it is looked for by its token.
 * While there is one, the call that it announced may still land, so that a second look
 * is made one function timeout later: waited for by the state machine, since the clocks of
 * two functions may differ by more than that. So is one at what we change ourselves: no token
 * keeps a call in flight from changing it again. A fault that is still active after
 * the undo allowance is given up as `unknown`, and the run will say so. Once the next
 * attempt has been claimed, this one leaves the rest to it.
 * @throws UnknownRun
 */
export async function undo(reference: StepReference, ports: Ports): Promise<StepReference> {
  const { runId } = reference;
  const now = ports.clock.now();
  const unasked: Cause = { kind: 'crashed', detail: 'recovery began before anyone said why', at: now };
  const record = await ports.runs.raiseEpoch(runId, unasked);
  if (!record) throw new UnknownRun(`run ${runId} is unknown`);
  if (record.terminal || isSuperseded(record, reference)) return goTo('Done', reference);

  const journal = await ports.journal.read(runId);
  const final = waited(reference) >= ports.stage.functionTimeout;
  const givenUp = now >= (record.recovery.startedAt ?? now) + undoAllowance(record.plan);
  const events: JournalEvent[] = [];
  const seen: FaultObservation[] = [];
  let open = false;

  const ledger = await ports.ledger.list(runId);
  const { others } = divided(record.plan, ledger);
  for (const fault of distinctFaults(others)) {
    const entries = others
      .filter(({ fault: { token }, state }) => token === fault.token && state !== 'undone')
      .reverse();
    if (entries.length === 0) continue;
    const outcome = await undoEntry({ fault, entries, record, journal, final, now }, ports);
    if (outcome.observation) seen.push(outcome.observation);
    events.push(...outcome.events);
    if (!outcome.open) continue;
    if (givenUp && !outcome.landing) await giveUp(entries, outcome.why, now, ports);
    else open = true;
  }
  if (!open) {
    const back = await failBack({ record, ledger, journal, final, now }, ports);
    seen.push(...back.seen);
    events.push(...back.events);
    open = back.open;
  }
  if (seen.length > 0) events.push({ type: 'observed', ...activeFirst(seen), alarms: {} });
  events.push(...owedLines(journal, await ports.ledger.list(runId)));
  const news = events.filter((event) => !stands(journal, event, reference));
  await write(visitOf('Undo', reference), now, news, ports);

  if (!open) return goTo('VerifyAfter', { ...reference, visit: 0 });
  return revisit('Undo', reference, pause(reference, seen, ports), record.plan);
}

/** A line that this attempt has written at an earlier visit says nothing new. */
const stands = (journal: readonly JournalEntry[], event: JournalEvent, { wave }: StepReference): boolean =>
  event.type === 'undoing' &&
  journal.some(
    (entry) =>
      entry.type === 'undoing' &&
      entry.step === 'Undo' &&
      entry.wave === wave &&
      entry.entryId === event.entryId &&
      entry.how === event.how &&
      entry.receipt === event.receipt,
  );

/**
 * At least, in milliseconds, since this attempt began, which is after the epoch rose. Every
 * pause is one between two looks or longer, and the last one came with the reference.
 */
const waited = ({ visit, waitSeconds }: StepReference): Millis =>
  visit === 0 ? 0 : (visit - 1) * lookEvery + waitSeconds * 1000;

/** Until the look that is final, when that is all that is waited for. */
const pause = ({ visit }: StepReference, seen: readonly FaultObservation[], { stage }: Pick<Ports, 'stage'>): Millis =>
  seen.length === 0 || seen.some(({ state }) => isActive(state))
    ? lookEvery
    : Math.max(lookEvery, stage.functionTimeout - visit * lookEvery);
