/** `squall ls runs`, for people. */
import type { RunRecord } from '../../../core/history/run-record.ts';
import type { Colours } from '../io.ts';
import { table } from '../text/table.ts';
import { dateTime } from '../text/times.ts';

const columns = ['run', 'in the world', 'ended', 'verdict', 'recovery', 'seed', 'by'].map((title) => ({ title }));

export function runTable(records: readonly RunRecord[], colours: Colours): string[] {
  const verdicts = { held: colours.green, refuted: colours.red, inconclusive: colours.yellow };
  const rows = records.map(({ runId, proposedAt, phase, terminal, seed, startedBy }) => [
    runId,
    dateTime(proposedAt),
    terminal ? terminal.end : colours.cyan(phase),
    !terminal || terminal.end === 'refused' ? '' : verdicts[terminal.verdict](terminal.verdict),
    terminal ? recovery(terminal.recovery, colours) : '',
    String(seed),
    startedBy,
  ]);
  return table(columns, rows, colours.dim);
}

const recovery = (value: string, colours: Colours): string =>
  value === 'drifted' || value === 'unknown' ? colours.red(value) : value === 'none' ? '' : value;
