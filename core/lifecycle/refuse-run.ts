/** The end of a run that never began: nothing was touched, so there is nothing to recover. */
import type { JournalEvent } from '../history/journal.ts';
import { type Refusal, sentence } from '../history/refusal.ts';
import type { RunRecord, TerminalRecord } from '../history/run-record.ts';
import type { Instant } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import { notify } from './notify.ts';
import type { StepReference } from './reference.ts';
import { goTo, knownRun } from './step.ts';
import { type Visit, write } from './writing.ts';

/** Record and terminal record in one transaction, the first refusal its reason; the journal holds all of them. */
export async function refuseRun(
  record: RunRecord,
  refusals: readonly Refusal[],
  at: Visit,
  now: Instant,
  ports: Ports,
): Promise<StepReference> {
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
  const terminal: TerminalRecord | undefined = (await knownRun(runId, ports)).terminal;
  const events: JournalEvent[] = refusals.map(({ rule, why }) => ({ type: 'refused', rule, why }));
  if (terminal) events.push({ type: 'concluded', terminal });
  await write(at, now, events, ports);
  await notify({ runId, kind: 'refused', subject: `${title}: refused`, body: reason }, ports);
  return goTo('Refused', at);
}
