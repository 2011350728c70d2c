/** Conclude: the verdict, the one terminal record, and everything given back. */
import { type Leftover, leftText } from '../history/leftover.ts';
import type { RunRecord, TerminalRecord } from '../history/run-record.ts';
import type { Notice } from '../ports/notices.ts';
import type { Ports } from '../ports/ports.ts';
import { judge } from '../steady-state/verdict.ts';
import { lastLine } from './last-line.ts';
import { leftoversOf } from './leftovers-of.ts';
import { notify } from './notify.ts';
import { owedLines } from './owed.ts';
import type { StepReference } from './reference.ts';
import { goTo, knownRun } from './step.ts';
import { visitOf, write } from './writing.ts';

/** The first terminal record stays, with what is left beside it. Whatever follows it is done again by a retried call, and does nothing then. */
export async function conclude(reference: StepReference, ports: Ports): Promise<StepReference> {
  const { runId } = reference;
  const now = ports.clock.now();
  const record = await knownRun(runId, ports);
  const terminal = record.terminal ?? (await concludeOnce(record, reference, now, ports));
  // The attempt that has superseded this one concludes.
  if (!terminal) return goTo('Done', reference);
  const journal = await ports.journal.read(runId);
  await write(visitOf('Conclude', reference), now, owedLines(journal, await ports.ledger.list(runId)), ports);
  await ports.journal.append([lastLine(terminal, now)]);
  const leftovers = await ports.leftovers.of(runId);
  for (const notice of noticesOf(record, terminal, leftovers)) await notify(notice, ports);
  // Last: should this call die before, the reaper fires, and what follows the record is done again.
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

function noticesOf(
  { runId, title }: RunRecord,
  terminal: TerminalRecord,
  leftovers: readonly Leftover[],
): readonly Notice[] {
  const { end, verdict, recovery, reason } = terminal;
  const kind = end === 'aborted' ? 'aborted' : 'concluded';
  const ended: Notice = { runId, kind, subject: `${title}: ${verdict}, ${end}`, body: reason };
  if (recovery !== 'unknown' && recovery !== 'drifted') return [ended];
  const subject = `${title}: recovery is ${recovery}`;
  const left = leftovers.map((leftover) => `Step ${leftover.stepId} left ${leftText(leftover)}.`);
  const todo = `No run may touch it until it is seen restored, or taken as it is: squall reap --acknowledge ${runId}`;
  const body = [`Look at what run ${runId} touched. ${reason}`, ...left, todo].join('\n');
  return [ended, { runId, kind: 'recovery-unconfirmed', subject, body }];
}
