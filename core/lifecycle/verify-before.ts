/** VerifyBefore: the gate. Nothing is injected into a system that is not in its steady state. */
import { leftovers } from '../guardrails/leftovers.ts';
import type { JournalEntry, JournalEvent } from '../history/journal.ts';
import type { RunRecord } from '../history/run-record.ts';
import type { Instant } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import { gate } from '../steady-state/gate.ts';
import { alarmClause } from './cause.ts';
import { type AlarmStates, look, sampledEvents, stopAlarms } from './look.ts';
import type { StepReference } from './reference.ts';
import { goTo, knownRun, revisit } from './step.ts';
import { firstWave } from './waves.ts';
import { samplesIn, visitOf, writeOnce, written } from './writing.ts';

/**
 * Held: on to Inject. Failed (a breach, or no data, at the gate's end; a stop alarm that
 * is not OK, a leftover, at once): handed over, with nothing injected. Else it looks again.
 */
export async function verifyBefore(reference: StepReference, ports: Ports): Promise<StepReference> {
  const now = ports.clock.now();
  const at = visitOf('VerifyBefore', reference);
  const record = await knownRun(reference.runId, ports);
  if (record.phase !== 'injecting') return goTo('HandOver', reference);

  const journal = await ports.journal.read(reference.runId);
  const already = written(journal, at);
  const look = () => (reference.visit === 0 ? lookFirst : lookOnce)(record, journal, now, ports);
  const entries = already.length > 0 ? already : await writeOnce(at, now, await look(), ports);

  const decided = entries.find((entry) => entry.type === 'gate');
  if (!decided) return revisit('VerifyBefore', reference, record.plan.times.sampleEvery, record.plan);
  if (!decided.held) return goTo('HandOver', reference);
  return goTo('Inject', { runId: reference.runId, wave: firstWave(record.plan), visit: 0 });
}

/**
 * Asked again now that the locks are held: whoever held them until a moment ago may have
 * left something behind after this run was admitted. Nobody can from now on.
 */
async function lookFirst(
  record: RunRecord,
  journal: readonly JournalEntry[],
  now: Instant,
  ports: Ports,
): Promise<readonly JournalEvent[]> {
  const { runId, plan } = record;
  const left = await leftovers.check({ plan, now, runId }, ports);
  if (left) return [{ type: 'gate', held: false, why: `${left.rule}: ${left.why}` }];
  return lookOnce(record, journal, now, ports);
}

async function lookOnce(
  record: RunRecord,
  journal: readonly JournalEntry[],
  now: Instant,
  ports: Ports,
): Promise<readonly JournalEvent[]> {
  const { definition, times } = record.plan;
  const looked = await look(record, journal, ['before'], {}, now, ports);
  const samples = [...samplesIn(journal, 'before'), ...looked.before];
  const sampled = sampledEvents(looked);
  const alarm = notOk(await stopAlarms(record, now, ports));
  if (alarm !== undefined) return [...sampled, { type: 'gate', held: false, why: alarm }];
  const deadline = (record.lease?.from ?? record.proposedAt) + times.gate;
  const { decision, why } = gate(definition.hypothesis, samples, now, deadline);
  return decision === 'wait' ? sampled : [...sampled, { type: 'gate', held: decision === 'held', why }];
}

function notOk(alarms: AlarmStates): string | undefined {
  const [bad] = Object.entries(alarms).filter(([, state]) => state !== 'OK');
  return bad && alarmClause(...bad);
}
