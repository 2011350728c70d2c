/** Conclude: the verdict, the one terminal record, and everything given back. */
import type { RunRecord, TerminalRecord } from '../history/run-record.ts';
import type { Ports } from '../ports/ports.ts';
import { judge } from '../steady-state/verdict.ts';
import { leftoversOf } from './leftovers-of.ts';
import type { StepReference } from './reference.ts';
import { goTo, knownRun } from './step.ts';
import { tellOfEnd } from './tell-of-end.ts';
import { visitOf } from './writing.ts';

/**
 * The first terminal record stays, with what is left beside it. Whatever follows it is done
 * again by a retried call, and does nothing then. Should nobody retry, the sweeper tells of
 * the run, and its reaper finds nothing to do.
 */
export async function conclude(reference: StepReference, ports: Ports): Promise<StepReference> {
  const { runId } = reference;
  const now = ports.clock.now();
  const record = await knownRun(runId, ports);
  const terminal = record.terminal ?? (await concludeOnce(record, reference, now, ports));
  // The attempt that has superseded this one concludes.
  if (!terminal) return goTo('Done', reference);
  if (!record.terminal || record.untold)
    await tellOfEnd({ ...record, terminal }, visitOf('Conclude', reference), now, ports);
  await ports.deadline.disarm(runId);
  return goTo('Done', reference);
}

/** Answers the record that stands: another attempt's, if that came first. None when one is still to come. */
async function concludeOnce(
  record: RunRecord,
  { wave }: StepReference,
  now: number,
  ports: Ports,
): Promise<TerminalRecord | undefined> {
  const { runId, cause } = record;
  const [journal, ledger] = [await ports.journal.read(runId), await ports.ledger.list(runId)];
  const terminal: TerminalRecord = {
    runId,
    at: now,
    ...judge({ record, journal, ledger }),
    ...(cause && { cause }),
  };
  if (await ports.runs.conclude(runId, terminal, leftoversOf(record, ledger, now), wave)) return terminal;
  return (await knownRun(runId, ports)).terminal;
}
