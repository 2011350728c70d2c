/** Observe: looks at probes, faults and alarms until the wave has settled, or something ends it sooner. */
import type { JournalEntry, JournalEvent, Sample } from '../history/journal.ts';
import type { LedgerEntry } from '../history/ledger.ts';
import type { RunRecord } from '../history/run-record.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import type { FaultObservation } from '../ports/faults.ts';
import type { Ports } from '../ports/ports.ts';
import { deviation } from '../steady-state/deviation.ts';
import { escalates, seenUntil } from '../steady-state/escalation.ts';
import { lookAtAwaits } from './awaited.ts';
import { lookForNews, openAwaits } from './awaiting.ts';
import { reasonIn } from './cause.ts';
import { askToDecide } from './decide.ts';
import { faultWindow } from './fault-window.ts';
import { brokenFirst, type Watched, watchedIn } from './faults-of.ts';
import { look, sampledEvents, stopAlarms } from './look.ts';
import type { StepReference } from './reference.ts';
import { goTo, knownRun, revisit } from './step.ts';
import { stepsOf, waveAfter, wavesOf } from './waves.ts';
import { samplesIn, visitOf, writeOnce, written } from './writing.ts';

/**
 * Ends the injection when a stop alarm is not OK (or cannot be seen), a fault broke, what was
 * waited for has not come in its time, or the experiment's own rules tripped. A wave is settled
 * once its faults have ended by themselves, those that stand have begun, and what it waits for
 * has come about: the next one follows, or the hand-over. Faults of earlier waves that stand
 * are looked at, too. Of a run that is no longer injecting nothing is looked at.
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
  if (reference.visit === 0) await askToDecide(record, wave, journal, ports);
  const entries =
    already.length > 0
      ? already
      : await writeOnce(at, now, await lookOnce(record, wave, journal, ledger, now, ports), ports);

  const reason = reasonIn(entries);
  if (!reason) {
    const told = already.length > 0 ? journal : [...journal, ...entries];
    return revisit('Observe', reference, untilNextLook(record, wave, told, ledger, now), record.plan);
  }
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
  const watched = watchedIn(record.plan, wave, ledger);
  const seen = await Promise.all(
    watched.map(async (each): Promise<Seen> => ({ ...each, ...(await ports.faults.observe(each.fault)) })),
  );
  const awaited = await lookAtAwaits(record, wave, journal, now, ports);
  const observed: JournalEvent = {
    type: 'observed',
    ...brokenFirst(seen),
    alarms: await stopAlarms(record, now, ports),
  };
  const events: JournalEvent[] = [...sampledEvents(looked), observed, ...awaited];
  const during = [...samplesIn(journal, 'during'), ...looked.during];
  const deviated = deviation(record.plan.definition, during, now);
  if (deviated) events.push({ type: 'deviated', ...deviated });
  const waits = openAwaits(record, wave, journal).length > awaited.length || awaited.some(({ ends }) => ends);
  if (
    !waits &&
    seen.every(isSettled) &&
    (!escalates(record.plan.definition) || isSeen(record, wave, journal, during, now))
  )
    events.push({ type: 'settled', why: settledClause(record, wave) });
  return events;
}

type Seen = Watched & FaultObservation;

/** What stands is only looked for to have begun. */
const isSettled = ({ stands, state }: Seen): boolean => state === 'completed' || (stands && state === 'running');

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
  const waves = wavesOf(plan);
  const stands = stepsOf(plan, wave).some((step) => step.stands);
  if (waveAfter(plan, wave) !== undefined)
    return `wave ${waves.indexOf(wave) + 1} of ${waves.length} ${stands ? 'stands' : 'ran its course'}`;
  return waves.length > 1 ? `all ${waves.length} waves ran their course` : 'every fault ran its course';
}

/** Sooner than usual when the wave ends sooner, or what it waits for is given up sooner. */
function untilNextLook(
  record: RunRecord,
  wave: number,
  journal: readonly JournalEntry[],
  ledger: readonly LedgerEntry[],
  now: Instant,
): Millis {
  const { plan } = record;
  const stand = new Set(stepsOf(plan, wave).flatMap(({ id, stands }) => (stands ? [id] : [])));
  const passing = ledger.filter((entry) => entry.wave === wave && !stand.has(entry.stepId));
  const end = Math.max(0, ...passing.map(({ boundedUntil }) => boundedUntil ?? 0));
  const open = openAwaits(record, wave, journal);
  const left = [end, ...open.map(({ until }) => until)].map((at) => at - now);
  const untold = open.some(({ awaits }) => awaits.what.kind !== 'time');
  return Math.min(untold ? lookForNews(plan.times) : plan.times.sampleEvery, ...left.filter((span) => span > 0));
}
