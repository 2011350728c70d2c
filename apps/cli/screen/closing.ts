/** What is said when a run has ended: verdict, table, proof, reports. Pure. */

import type { LedgerEntry } from '../../../core/history/ledger.ts';
import { leftBehind } from '../../../core/history/left-behind.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { TerminalRecord } from '../../../core/history/run-record.ts';
import type { Colours } from '../io.ts';
import { count } from '../text/numbers.ts';
import { dateTime } from '../text/times.ts';
import { wrap } from '../text/width.ts';
import { drillTable } from './drill-table.ts';
import { phaseTable } from './phase-table.ts';

const paints = (colours: Colours) => ({
  held: (text: string) => colours.green(text),
  refuted: (text: string) => colours.red(text),
  inconclusive: (text: string) => colours.yellow(text),
});

/** One word for the whole: what it showed, unless it never began. */
export function headline(terminal: Pick<TerminalRecord, 'end' | 'verdict'>, colours: Colours): string {
  if (terminal.end === 'refused') return colours.bold(colours.yellow('REFUSED'));
  const word = colours.bold(paints(colours)[terminal.verdict](terminal.verdict.toUpperCase()));
  return terminal.end === 'completed' ? word : `${word} ${colours.bold(`(${terminal.end})`)}`;
}

/** The history has a terminal record, and is safe to print. */
export function closing(history: RunHistory, terminal: TerminalRecord, colours: Colours, columns: number): string[] {
  const injected = history.ledger.length > 0;
  const drill = drillTable(history, colours, Math.min(columns, 100));
  return [
    '',
    `${headline(terminal, colours)}`,
    ...wrap(terminal.reason, Math.min(columns, 100)),
    ...(drill.length > 0 ? ['', ...drill] : []),
    ...(history.journal.some(({ type }) => type === 'sampled') ? ['', ...phaseTable(history, colours, columns)] : []),
    ...(injected ? ['', ...recoveryProof(history, terminal, colours)] : []),
  ];
}

/** One line a ledger entry, and a line more for each resource that is not as it was. */
export function recoveryProof(history: RunHistory, terminal: TerminalRecord, colours: Colours): string[] {
  const marks = {
    restored: colours.green('✔ restored'),
    irreversible: colours.yellow('● irreversible'),
    drifted: colours.red('✖ drifted'),
    unknown: colours.red('? unknown'),
  };
  const lines = history.ledger.flatMap((entry) => {
    const findings = entry.proof?.findings ?? [];
    const odd = findings.filter(({ result }) => result !== 'restored');
    const what = `${entry.stepId} on ${count(entry.targets.length, 'target')}`;
    return [
      `  ${marks[entry.proof?.result ?? 'unknown']}  ${what}${entry.proof ? '' : ', and nobody has seen it undone'}`,
      ...odd.map(({ id, detail }) => `      ${id.split(':').at(-1)}: ${detail}`),
      ...fate(history, entry).map((line) => `      ${line}`),
    ];
  });
  return [`${colours.bold('Recovery')}  ${terminal.recovery}`, ...lines];
}

/** What became of what the entry left. */
function fate(history: RunHistory, entry: LedgerEntry): string[] {
  const left = leftBehind(entry, history);
  if (!left) return [];
  if (left.state === 'open') return [`left behind: put it right, or squall reap --acknowledge ${history.record.runId}`];
  if (left.state === 'restored') return [`seen restored at ${dateTime(left.at)}: ${left.how}`];
  return [`acknowledged at ${dateTime(left.at)}, by ${left.by}: ${left.reason}`];
}
