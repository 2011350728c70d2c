/** What nothing will ask again, taken out of a moment, so that moments that differ by it alone are one. */
import type { JournalEntry } from '../../core/history/journal.ts';
import type { RunRecord, TerminalRecord } from '../../core/history/run-record.ts';
import type { Layout, OfRun } from './cells.ts';
import type { Model } from './model.ts';
import type { Moment } from './moment.ts';
import { runOfWork } from './process.ts';
import { begins } from './subjects/subject.ts';
import { type Execution, holds, type Rows, type StandingFault } from './world.ts';

/**
 * A run that is concluded and told of, with nothing of it under way or to come, nothing left behind and
 * nothing that still acts: others find it in lists, as concluded, and no call asks more of
 * it. That none does is checked (`refuseForgotten`).
 */
export function forget(model: Model, moment: Moment): Moment {
  const { layout } = model;
  let cells: number[] | undefined;
  for (const runId of layout.runIds) {
    const at = layout.slotOf('record', runId);
    const [row] = model.rows(moment.cells[at]!);
    if (row === undefined || !isOver(model, moment, runId, row[1] as RunRecord)) continue;
    const over = model.cellOf([[runId, overAs(row[1] as RunRecord)]]);
    if (over === moment.cells[at]) continue;
    cells ??= [...moment.cells];
    const empty = model.cellOf([]);
    for (const name of forgotten) cells[layout.slotOf(name, runId)] = empty;
    cells[at] = over;
    const others = model.rows(cells[layout.orderSlot]!).filter(([other]) => other !== runId);
    cells[layout.orderSlot] = model.cellOf([[runId, true], ...others]);
  }
  return cells ? { ...moment, cells } : moment;
}

const forgotten = [
  'entries',
  'journal',
  'experiment',
  'recoveries',
  'faults',
  'aborted',
] as const satisfies readonly OfRun[];

function isOver(model: Model, moment: Moment, runId: string, { terminal, untold }: RunRecord): boolean {
  if (!terminal || untold) return false;
  const { processes, sleepers, events, cells, budget, now } = moment;
  for (const each of processes) {
    const { runId: of } = model.process(each);
    // The sweeper may have it on its list.
    if (of === runId || of === undefined) return false;
  }
  for (const each of sleepers) if (model.sleeper(each).runId === runId) return false;
  for (const each of events) if (runOfWork(model.work(each)) === runId) return false;
  if (model.budget(budget).stops.includes(runId)) return false;
  const { layout } = model;
  const rowsOf = (name: OfRun): Rows => model.rows(cells[layout.slotOf(name, runId)]!);
  // Kept for `leftoverIn` to find.
  if (!rowsOf('journal').some(([, line]) => (line as JournalEntry).type === 'concluded')) return false;
  if (rowsOf('leftovers').length + rowsOf('locks').length + rowsOf('deadline').length > 0) return false;
  if (
    [...rowsOf('experiment'), ...rowsOf('recoveries')].some(([, row]) => (row as Execution).state.state === 'running')
  )
    return false;
  if (rowsOf('faults').some(([, row]) => holds(row as StandingFault, now))) return false;
  return layout.subject.fleet.every(({ id }) =>
    model.rows(cells[layout.changedSlot(id)]!).every(([, token]) => !String(token).startsWith(`${runId}/`)),
  );
}

const overAs = ({ lease, epochRaisedAt, cause, approvals, ...fixed }: RunRecord): RunRecord => ({
  ...fixed,
  proposedAt: begins,
  phase: 'concluded',
  epoch: 0,
  recovery: { attempt: 0 },
  terminal: forgottenEnd,
});

const forgottenEnd: TerminalRecord = {
  runId: '',
  at: begins,
  end: 'completed',
  verdict: 'inconclusive',
  recovery: 'none',
  reason: 'forgotten',
};

export const isForgotten = ({ terminal }: RunRecord): boolean => terminal === forgottenEnd;

/** @throws for a call that asks after what was forgotten: then it must not be */
export function refuseForgotten(model: Model, cells: readonly number[], reads: number): void {
  const { layout } = model;
  for (const runId of layout.runIds) {
    if ((reads & asked(layout, runId)) === 0) continue;
    const [row] = model.rows(cells[layout.slotOf('record', runId)]!);
    if (row !== undefined && isForgotten(row[1] as RunRecord))
      throw new Error(`a call asks after ${runId}, which was forgotten`);
  }
}

const asked = (layout: Layout, runId: string): number =>
  (['entries', 'journal', 'experiment', 'recoveries', 'deadline'] as const).reduce(
    (bits, name) => bits | layout.cell(name, runId),
    0,
  );
