/** The end of a run that never began: nothing was touched, so there is nothing to recover. */
import type { JournalEvent } from '../history/journal.ts';
import { type Refusal, sentence } from '../history/refusal.ts';
import type { RunRecord } from '../history/run-record.ts';
import type { Instant } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import type { StepReference } from './reference.ts';
import { goTo, knownRun } from './step.ts';
import { tellOfEnd } from './tell-of-end.ts';
import { type Visit, write } from './writing.ts';

/**
 * Record and terminal record in one transaction, the first refusal its reason; the journal holds all of them.
 * Undefined: another call of the same step was let in meanwhile, the run has gone on, and nothing was refused.
 */
export async function refuseRun(
  record: RunRecord,
  refusals: readonly Refusal[],
  at: Visit,
  now: Instant,
  ports: Ports,
): Promise<StepReference | undefined> {
  const { runId, title } = record;
  const [first] = refusals;
  const reason = first ? sentence(first) : 'not injecting: unknown: no reason was given';
  await ports.runs.refuse(record, {
    runId,
    at: now,
    end: 'refused',
    verdict: 'inconclusive',
    recovery: 'none',
    reason,
  });
  // What stands, which is another caller's if it came first.
  const { terminal } = await knownRun(runId, ports);
  if (!terminal) return undefined;
  const events: JournalEvent[] = refusals.map(({ rule, why }) => ({ type: 'refused', rule, why }));
  await write(at, now, events, ports);
  await tellOfEnd({ runId, title, terminal }, at, now, ports);
  return goTo('Refused', at);
}

/** Of a run that is over before it began: whoever refused it may have died over the telling. */
export async function refusedBefore(
  { runId, title, terminal, untold }: RunRecord,
  at: Visit,
  now: Instant,
  ports: Ports,
): Promise<StepReference> {
  if (terminal?.end === 'refused' && untold) await tellOfEnd({ runId, title, terminal }, at, now, ports);
  return goTo('Refused', at);
}
