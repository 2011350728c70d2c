/** VerifyAfter: recovery is what is seen, not what was asked for. */
import type { JournalEntry, JournalEvent } from '../history/journal.ts';
import type { LedgerEntry } from '../history/ledger.ts';
import type { RunRecord } from '../history/run-record.ts';
import type { Instant } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import { recoveryOf } from '../steady-state/recovery.ts';
import { recoveryAllowance, restorationAllowance } from './allowances.ts';
import { endHeartbeats, isBeating } from './end-heartbeats.ts';
import { faultWindow } from './fault-window.ts';
import { look, sampledEvents } from './look.ts';
import { owedLines } from './owed.ts';
import { proofNow } from './proof-now.ts';
import type { StepReference } from './reference.ts';
import { goTo, knownRun, revisit } from './step.ts';
import { samplesIn, visitOf, write } from './writing.ts';

/**
 * Loops until every ledger entry has its proof and steady state is back, or their
 * allowances are over. A resource that does not look as before is given time: a group
 * takes minutes to replace a member. With nothing injected there is nothing to verify.
 */
export async function verifyAfter(reference: StepReference, ports: Ports): Promise<StepReference> {
  const { runId } = reference;
  const now = ports.clock.now();
  const at = visitOf('VerifyAfter', reference);
  const record = await knownRun(runId, ports);
  if (record.terminal) return goTo('Done', reference);
  const journal = await ports.journal.read(runId);
  const ledger = await ports.ledger.list(runId);
  const conclude = goTo('Conclude', { ...reference, visit: 0 });

  if (!ledger.some(({ confirmedAt, state }) => confirmedAt !== undefined || state !== 'undone')) {
    // A first beat that is still in flight would make its item anew.
    if (reference.visit === 0 && isBeating(record))
      return revisit('VerifyAfter', reference, ports.stage.functionTimeout, record.plan);
    const began = record.recovery.startedAt ?? now;
    const left = await endHeartbeats(record, now, ports);
    await write(at, now, [...owedLines(journal, ledger), ...left], ports);
    if (left.length > 0 && now < began + restorationAllowance(record.plan))
      return revisit('VerifyAfter', reference, record.plan.times.sampleEvery, record.plan);
    return conclude;
  }

  const window = faultWindow(journal, ledger);
  const endedAt = window.endedAt ?? record.epochRaisedAt ?? now;
  const looked = await look(record, journal, ['during', 'after'], { ...window, endedAt }, now, ports);
  const events: JournalEvent[] = [...sampledEvents(looked)];

  const timeIsUp = now >= endedAt + restorationAllowance(record.plan);
  const proved = await prove(record, ledger, timeIsUp, now, ports);
  events.push(...owedLines(journal, proved));

  const after = [...samplesIn(journal, 'after'), ...looked.after];
  const judged = judgeOnce(record, journal, after, endedAt, now);
  const landing = reference.visit === 0 && (isBeating(record) || proved.some(undoneByUs));
  const over = judged !== 'waiting' && !landing && proved.every(({ state }) => state === 'undone');
  const left = over ? await endHeartbeats(record, now, ports) : [];
  events.push(...left);
  const done = over && (left.length === 0 || timeIsUp);
  // Told once, at the end: until all is restored, steady state may be lost again.
  if (done && judged !== 'told') events.push(judged);
  await write(at, now, events, ports);
  if (done) return conclude;
  const { sampleEvery } = record.plan.times;
  const pause = landing ? Math.max(sampleEvery, ports.stage.functionTimeout) : sampleEvery;
  return revisit('VerifyAfter', reference, pause, record.plan);
}

/**
 * AWS fences no call: one that an earlier Undo of ours has sent may still land, and would
 * take back what the next run on these targets does. So the first look is never the last
 * one: by the next, one function timeout later, whatever was in flight has landed. A beat, too.
 */
const undoneByUs = ({ undo, confirmedAt }: LedgerEntry): boolean => undo.by === 'us' && confirmedAt !== undefined;

/** Looks at the targets of every open entry. What is restored is proved; so is whatever else, once time is up. */
async function prove(
  { runId }: RunRecord,
  ledger: readonly LedgerEntry[],
  timeIsUp: boolean,
  now: Instant,
  ports: Ports,
): Promise<readonly LedgerEntry[]> {
  for (const entry of ledger) {
    if (entry.state === 'undone') continue;
    const proof = await proofNow(entry, ports);
    if (timeIsUp || proof.result === 'restored' || proof.result === 'irreversible')
      await ports.ledger.undone(runId, entry.id, proof, now);
  }
  return ports.ledger.list(runId);
}

type Judged = Extract<JournalEvent, { type: 'recovered' | 'not-recovered' }>;

function judgeOnce(
  { plan }: RunRecord,
  journal: readonly JournalEntry[],
  after: Parameters<typeof recoveryOf>[1],
  endedAt: Instant,
  now: Instant,
): Judged | 'told' | 'waiting' {
  if (journal.some(({ type }) => type === 'recovered' || type === 'not-recovered')) return 'told';
  const { hypothesis } = plan.definition;
  const recovery = recoveryOf(hypothesis, after, endedAt, now);
  if (recovery.state === 'recovered') {
    const why = `every probe was back within tolerance and held for ${hypothesis.recovery.hold}`;
    return { type: 'recovered', after: recovery.after, why };
  }
  if (recovery.state === 'failed' || now >= endedAt + recoveryAllowance(plan))
    return { type: 'not-recovered', why: recovery.why };
  return 'waiting';
}
