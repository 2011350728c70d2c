/** The last of a run: a call whose caller has given up, of a run that is over. */
import type { RunRecord } from '../../core/history/run-record.ts';
import { type Here, type Move, move } from './draft.ts';
import { runOfWork } from './process.ts';

/**
 * While it stands before a call that only its own run could notice, and nothing else of that
 * run is under way or to come, nobody can tell when it makes that call: it makes it now, or
 * never, which is as if it was cut off now. Undefined where there is none. The answer is its number.
 */
export function lastOfItsRun({ model, moment }: Here): number | undefined {
  const { layout } = model;
  return moment.processes.find((number) => {
    const { orphan, runId, footprint } = model.process(number);
    if (!orphan || runId === undefined) return false;
    const own = layout.cell('journal', runId) | layout.cell('entries', runId);
    if (
      (footprint.writes & ~own) !== 0 ||
      (footprint.reads &
        ~(own | layout.cell('record', runId) | layout.cell('experiment', runId) | layout.cell('recoveries', runId))) !==
        0
    )
      return false;
    const [row] = model.rows(moment.cells[layout.slotOf('record', runId)]!);
    const record = row?.[1] as RunRecord | undefined;
    // The sweeper looks after one that is untold.
    if (record?.terminal === undefined || record.untold) return false;
    if (model.rows(moment.cells[layout.slotOf('deadline', runId)]!).length > 0) return false;
    if (model.rows(moment.cells[layout.slotOf('leftovers', runId)]!).length > 0) return false;
    return (
      moment.processes.every((each) => each === number || ![runId, undefined].includes(model.process(each).runId)) &&
      moment.sleepers.every((each) => model.sleeper(each).runId !== runId) &&
      moment.events.every((each) => runOfWork(model.work(each)) !== runId)
    );
  });
}

export const cutOff = (here: Here, number: number): Move =>
  move(
    here,
    () => `${here.model.process(number).name} is cut off`,
    (draft) => draft.end(number),
  );
