/** `squall ls runs`, for people. */
import { approvalState } from '../../../core/history/approval.ts';
import type { RunRecord } from '../../../core/history/run-record.ts';
import type { Colours } from '../io.ts';
import { table } from '../text/table.ts';
import { dateTime } from '../text/times.ts';

const titles = (began: string) => ['run', began, 'ended', 'verdict', 'recovery', 'seed', 'by'];

/** @param left ids of runs that left something behind which nobody has resolved */
export function runTable(
  records: readonly RunRecord[],
  colours: Colours,
  left: ReadonlySet<string> = new Set(),
): string[] {
  const verdicts = { held: colours.green, refuted: colours.red, inconclusive: colours.yellow };
  const rows = records.map(({ runId, proposedAt, phase, terminal, seed, startedBy, plan, approvals }) => [
    runId,
    dateTime(proposedAt),
    terminal ? terminal.end : colours.cyan(approvalState({ plan, phase, ...(approvals && { approvals }) }) ?? phase),
    !terminal || terminal.end === 'refused' ? '' : verdicts[terminal.verdict](terminal.verdict),
    terminal ? recovery(terminal.recovery, left.has(runId), colours) : '',
    String(seed),
    who(startedBy),
  ]);
  // On a laptop it is the simulated world's time.
  const began = records.every(({ platform }) => platform === 'aws') ? 'began' : 'in the world';
  const columns = titles(began).map((title) => ({ title }));
  return table(columns, rows, colours.dim);
}

/** Red as long as it is left: once it is resolved, it is what it was, and no trouble any more. */
function recovery(value: string, left: boolean, colours: Colours): string {
  if (left) return colours.red(`${value}, left behind`);
  return value === 'none' ? '' : value;
}

/** Of an ARN what tells people apart: the user's or role's name, and the session. */
const who = (startedBy: string): string => startedBy.replace(/^arn:[^/]+\//, '');
