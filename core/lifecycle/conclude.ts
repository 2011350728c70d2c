/** Conclude: the verdict, the one terminal record, and everything given back. */
import type { JournalEvent } from '../history/journal.ts';
import type { RunRecord, TerminalRecord } from '../history/run-record.ts';
import type { Notice } from '../ports/notices.ts';
import type { Ports } from '../ports/ports.ts';
import { judge } from '../steady-state/verdict.ts';
import { notify } from './notify.ts';
import { owedLines } from './owed.ts';
import type { StepReference } from './reference.ts';
import { goTo, knownRun } from './step.ts';
import { visitOf, write } from './writing.ts';

/** The first terminal record stays. Whatever follows it is done again by a retried call, and does nothing then. */
export async function conclude(reference: StepReference, ports: Ports): Promise<StepReference> {
  const { runId } = reference;
  const now = ports.clock.now();
  const record = await knownRun(runId, ports);
  const terminal = record.terminal ?? (await concludeOnce(record, now, ports));
  const journal = await ports.journal.read(runId);
  const events: JournalEvent[] = [...owedLines(journal, await ports.ledger.list(runId))];
  // One such line, whichever attempt comes to write it.
  if (!journal.some(({ type }) => type === 'concluded')) events.push({ type: 'concluded', terminal });
  await write(visitOf('Conclude', reference), now, events, ports);
  await ports.deadline.disarm(runId);
  for (const notice of noticesOf(record, terminal)) await notify(notice, ports);
  return goTo('Done', reference);
}

/** Answers the record that stands: another attempt's, if that came first. */
async function concludeOnce(record: RunRecord, now: number, ports: Ports): Promise<TerminalRecord> {
  const { runId, cause } = record;
  const [journal, ledger] = [await ports.journal.read(runId), await ports.ledger.list(runId)];
  const terminal: TerminalRecord = {
    runId,
    at: now,
    ...judge({ record, journal, ledger }),
    ...(cause && { cause }),
  };
  if (await ports.runs.conclude(runId, terminal)) return terminal;
  return (await knownRun(runId, ports)).terminal ?? terminal;
}

function noticesOf({ runId, title }: RunRecord, terminal: TerminalRecord): readonly Notice[] {
  const { end, verdict, recovery, reason } = terminal;
  const kind = end === 'aborted' ? 'aborted' : 'concluded';
  const ended: Notice = { runId, kind, subject: `${title}: ${verdict}, ${end}`, body: reason };
  if (recovery !== 'unknown' && recovery !== 'drifted') return [ended];
  const subject = `${title}: recovery is ${recovery}`;
  return [
    ended,
    { runId, kind: 'recovery-unconfirmed', subject, body: `Look at what run ${runId} touched. ${reason}` },
  ];
}
