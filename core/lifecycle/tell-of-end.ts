/** What follows the terminal record: lines that are owed, the last one, people told. Done by whoever concludes or refuses, and by the sweeper should they die over it. */
import { type Leftover, leftText } from '../history/leftover.ts';
import type { RunRecord, TerminalRecord } from '../history/run-record.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import type { Notice } from '../ports/notices.ts';
import type { Ports } from '../ports/ports.ts';
import { lastLine } from './last-line.ts';
import { notify } from './notify.ts';
import { owedLines } from './owed.ts';
import { type Visit, write, written } from './writing.ts';

export type EndedRun = Pick<RunRecord, 'runId' | 'title'> & { readonly terminal: TerminalRecord };

/** Idempotent, by any number of callers. The mark goes last: it says that all of this was done. @param at whose lines these are */
export async function tellOfEnd(run: EndedRun, at: Omit<Visit, 'runId'>, now: Instant, ports: Ports): Promise<void> {
  const { runId, terminal } = run;
  if (terminal.end !== 'refused') await writeOwed({ runId, ...at }, now, ports);
  await ports.journal.append([lastLine(terminal, now)]);
  const leftovers = isUnconfirmed(terminal) ? await ports.leftovers.of(runId) : [];
  for (const notice of noticesOf(run, leftovers)) await notify(notice, ports);
  await ports.runs.told(runId);
}

async function writeOwed(at: Visit, now: Instant, ports: Ports): Promise<void> {
  const journal = await ports.journal.read(at.runId);
  const owed = owedLines(journal, await ports.ledger.list(at.runId));
  // Behind those of an earlier call of the same visit.
  await write(at, now, owed, ports, written(journal, at).length);
}

/**
 * Of a run that was concluded and is still untold: whoever concluded it has died, once the
 * longest that its call and a retry can take is over.
 * @returns whether it was told of
 */
export async function tellOfForgotten(runId: string, now: Instant, ports: Ports): Promise<boolean> {
  const record = await ports.runs.load(runId);
  if (!record?.terminal || !record.untold) return false;
  if (now - record.terminal.at < patience(ports.stage.functionTimeout)) return false;
  // The lines of an attempt that nobody claims.
  const at = { step: 'Conclude', wave: record.recovery.attempt + 1, visit: 0 } as const;
  await tellOfEnd({ ...record, terminal: record.terminal }, at, now, ports);
  return true;
}

const patience = (functionTimeout: Millis): Millis => 2 * functionTimeout;

const isUnconfirmed = ({ recovery }: TerminalRecord): boolean => recovery === 'unknown' || recovery === 'drifted';

function noticesOf({ runId, title, terminal }: EndedRun, leftovers: readonly Leftover[]): readonly Notice[] {
  const { end, verdict, recovery, reason } = terminal;
  if (end === 'refused') return [{ runId, kind: 'refused', subject: `${title}: refused`, body: reason }];
  const kind = end === 'aborted' ? 'aborted' : 'concluded';
  const ended: Notice = { runId, kind, subject: `${title}: ${verdict}, ${end}`, body: reason };
  if (!isUnconfirmed(terminal)) return [ended];
  const subject = `${title}: recovery is ${recovery}`;
  const left = leftovers.map((leftover) => `Step ${leftover.stepId} left ${leftText(leftover)}.`);
  const todo = `No run may touch it until it is seen restored, or taken as it is: squall reap --acknowledge ${runId}`;
  const body = [`Look at what run ${runId} touched. ${reason}`, ...left, todo].join('\n');
  return [ended, { runId, kind: 'recovery-unconfirmed', subject, body }];
}
