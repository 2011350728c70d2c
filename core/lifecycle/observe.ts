/** Observe: looks at probes, faults and alarms until the wave has settled, or something ends it sooner. */
import type { JournalEntry, JournalEvent, Sample } from '../history/journal.ts';
import type { LedgerEntry } from '../history/ledger.ts';
import type { RunRecord } from '../history/run-record.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import { deviation } from '../steady-state/deviation.ts';
import { escalates, seenUntil } from '../steady-state/escalation.ts';
import { reasonIn } from './cause.ts';
import { faultWindow } from './fault-window.ts';
import { brokenFirst, distinctFaults } from './faults-of.ts';
import { look, sampledEvents, stopAlarms } from './look.ts';
import type { StepReference } from './reference.ts';
import { goTo, knownRun, revisit } from './step.ts';
import { waveAfter } from './waves.ts';
import { samplesIn, visitOf, writeOnce, written } from './writing.ts';

/**
 * Ends the injection when a stop alarm is not OK (or cannot be seen), a fault broke, or
 * the experiment's own rules tripped. Faults that ended by themselves settle the wave:
 * the next one follows, or the hand-over. Of a run that is no longer injecting nothing
 * is looked at.
 */
export async function observe(reference: StepReference, ports: Ports): Promise<StepReference> {
  const { runId, wave } = reference;
  const now = ports.clock.now();
  const at = visitOf('Observe', reference);
  const record = await knownRun(runId, ports);
  if (record.phase !== 'injecting') return goTo('HandOver', reference);

  const journal = await ports.journal.read(runId);
  const ledger = await ports.ledger.list(runId);
  const already = written(journal, at);
  const entries =
    already.length > 0
      ? already
      : await writeOnce(at, now, await lookOnce(record, wave, journal, ledger, now, ports), ports);

  const reason = reasonIn(entries);
  if (!reason) return revisit('Observe', reference, untilNextLook(record, wave, ledger, now), record.plan);
  const next = waveAfter(record.plan, wave);
  if (reason.kind !== 'settled' || next === undefined) return goTo('HandOver', reference);
  return goTo('Inject', { runId, wave: next, visit: 0 });
}

async function lookOnce(
  record: RunRecord,
  wave: number,
  journal: readonly JournalEntry[],
  ledger: readonly LedgerEntry[],
  now: Instant,
  ports: Ports,
): Promise<readonly JournalEvent[]> {
  const looked = await look(record, journal, ['during'], faultWindow(journal, ledger), now, ports);
  const faults = distinctFaults(ledger.filter((entry) => entry.wave === wave));
  const seen = await Promise.all(faults.map((fault) => ports.faults.observe(fault)));
  const observed: JournalEvent = {
    type: 'observed',
    ...brokenFirst(seen),
    alarms: await stopAlarms(record, now, ports),
  };
  const events: JournalEvent[] = [...sampledEvents(looked), observed];
  const during = [...samplesIn(journal, 'during'), ...looked.during];
  const deviated = deviation(record.plan.definition, during, now);
  if (deviated) events.push({ type: 'deviated', ...deviated });
  if (
    observed.state === 'completed' &&
    (!escalates(record.plan.definition) || isSeen(record, wave, journal, during, now))
  )
    events.push({ type: 'settled', why: settledClause(record, wave) });
  return events;
}

/** Before a rung is followed by the next, all of it has been looked at. A probe that falls silent ends the run by itself. */
function isSeen(
  { plan }: RunRecord,
  wave: number,
  journal: readonly JournalEntry[],
  during: readonly Sample[],
  now: Instant,
): boolean {
  const over = journal.find((entry) => entry.wave === wave && entry.type === 'observed' && entry.state === 'completed');
  return waveAfter(plan, wave) === undefined || seenUntil(plan.definition, during, over?.at ?? now);
}

function settledClause({ plan }: RunRecord, wave: number): string {
  const waves = [...new Set(plan.steps.map((step) => step.wave))].sort((a, b) => a - b);
  if (waveAfter(plan, wave) !== undefined) return `wave ${waves.indexOf(wave) + 1} of ${waves.length} ran its course`;
  return waves.length > 1 ? `all ${waves.length} waves ran their course` : 'every fault ran its course';
}

/** Sooner than usual when the wave ends sooner. */
function untilNextLook({ plan }: RunRecord, wave: number, ledger: readonly LedgerEntry[], now: Instant): Millis {
  const ends = ledger.filter((entry) => entry.wave === wave).map(({ boundedUntil }) => boundedUntil ?? 0);
  const left = Math.max(0, ...ends) - now;
  return left > 0 ? Math.min(left, plan.times.sampleEvery) : plan.times.sampleEvery;
}
