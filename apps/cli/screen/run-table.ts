/** `squall ls runs`, for people. */
import { approvalState } from '../../../core/history/approval.ts';
import type { RunRecord } from '../../../core/history/run-record.ts';
import type { Colours } from '../io.ts';
import { table } from '../text/table.ts';
import { dateTime } from '../text/times.ts';

const titles = (began: string) => ['run', began, 'ended', 'verdict', 'recovery', 'seed', 'by'];

export function runTable(records: readonly RunRecord[], colours: Colours): string[] {
  const verdicts = { held: colours.green, refuted: colours.red, inconclusive: colours.yellow };
  const rows = records.map(({ runId, proposedAt, phase, terminal, seed, startedBy, plan, approvals }) => [
    runId,
    dateTime(proposedAt),
    terminal ? terminal.end : colours.cyan(approvalState({ plan, phase, ...(approvals && { approvals }) }) ?? phase),
    !terminal || terminal.end === 'refused' ? '' : verdicts[terminal.verdict](terminal.verdict),
    terminal ? recovery(terminal.recovery, colours) : '',
    String(seed),
    who(startedBy),
  ]);
  // On a laptop it is the simulated world's time.
  const began = records.every(({ platform }) => platform === 'aws') ? 'began' : 'in the world';
  const columns = titles(began).map((title) => ({ title }));
  return table(columns, rows, colours.dim);
}

const recovery = (value: string, colours: Colours): string =>
  value === 'drifted' || value === 'unknown' ? colours.red(value) : value === 'none' ? '' : value;

/** Of an ARN what tells people apart: the user's or role's name, and the session. */
const who = (startedBy: string): string => startedBy.replace(/^arn:[^/]+\//, '');
