/** What comes from outside: events, people, the sweeper, and time. */

import type { RunRecord } from '../../core/history/run-record.ts';
import { everything, nothing, runIdOf } from './cells.ts';
import { type Here, type Move, move } from './draft.ts';
import { startRun, trigger } from './execution.ts';
import { kindOf } from './futures.ts';
import { eventName, type Model } from './model.ts';
import type { Moment } from './moment.ts';
import { functionTimeout } from './subjects/subject.ts';
import { lookedAfter, worldThreads } from './surroundings.ts';
import type { Thread } from './thread.ts';

const sweepEvery = 60_000;

export function eventThreads(here: Here): readonly Thread[] {
  const { model, moment } = here;
  const { crashes, crashesIn, ...budget } = model.budget(moment.budget);
  return moment.events.map((event, at) => {
    const subject = eventName(model.work(event));
    const arrives = move(
      here,
      () => `${subject} arrives`,
      (draft) => {
        draft.events.splice(at, 1);
        trigger(draft, event);
      },
    );
    const lost = move(
      here,
      () => `${subject} is lost`,
      (draft) => {
        draft.events.splice(at, 1);
        draft.spend(() => ({ crashes: crashes - 1 }));
      },
    );
    const mayBeLost = crashes > 0 && (crashesIn?.includes('event') ?? true);
    return {
      signature: model.futures.numberOf(subject) + kindOf({ crashes, ...budget }),
      may: nothing,
      next: nothing,
      holdsTime: true,
      moves: () => (mayBeLost ? [arrives, lost] : [arrives]),
    };
  });
}

export function peopleThreads(here: Here): readonly Thread[] {
  const { model, moment } = here;
  const budget = model.budget(moment.budget);
  const { stops, starts, sweeps } = budget;
  const { layout } = model;
  const person = (name: string, next: Thread['next'], moves: () => readonly Move[]): Thread => ({
    signature: model.futures.numberOf(name) + kindOf(budget),
    may: next,
    next,
    holdsTime: false,
    moves,
  });
  const threads: Thread[] = starts.map((experiment) => {
    const name = `ada starts ${experiment}`;
    const started = move(
      here,
      () => name,
      (draft) => {
        draft.spend(() => ({ starts: starts.filter((each) => each !== experiment) }));
        startRun(draft, experiment);
      },
    );
    const executions = layout.execution(runIdOf(experiment));
    return person(name, { reads: executions, writes: executions }, () => [started]);
  });
  for (const runId of stops) {
    const asked = layout.cell('record', runId) | layout.stepsOf(runId);
    threads.push(person(`ada stops ${runId}`, { reads: asked, writes: 0 }, () => stopMoves(here, runId)));
  }
  if (sweeps > 0) {
    const sweep = model.workOf({ kind: 'sweep' });
    const comes = move(
      here,
      () => 'the sweeper comes',
      (draft) => {
        draft.spend(() => ({ sweeps: sweeps - 1 }));
        trigger(draft, sweep);
      },
    );
    threads.push(person('the sweeper comes', everything, () => [comes]));
  }
  return [...threads, ...worldThreads(here)];
}

/** While it can still be stopped, and a step is under way during which it may be. */
function stopMoves(here: Here, runId: string): readonly Move[] {
  const { model, moment } = here;
  const { stops, stopsDuring } = model.budget(moment.budget);
  const during = moment.processes.some((each) => {
    const { work } = model.process(each);
    return work.kind === 'step' && work.runId === runId && (stopsDuring?.includes(work.step) ?? true);
  });
  const record = recordOf(model, moment, runId);
  if (record === undefined || record.terminal !== undefined || (stopsDuring !== undefined && !during)) return [];
  const asks = move(
    here,
    () => `ada stops ${runId}`,
    (draft) => {
      draft.spend(() => ({ stops: stops.filter((each) => each !== runId) }));
      trigger(draft, model.workOf({ kind: 'stop', runId }));
    },
  );
  return [asks];
}

const recordOf = (model: Model, { cells }: Moment, runId: string): RunRecord | undefined =>
  model.rows(cells[model.layout.slotOf('record', runId)]!)[0]?.[1] as RunRecord | undefined;

const deadlineOf = (model: Model, { cells }: Moment, runId: string): number | undefined =>
  model.rows(cells[model.layout.slotOf('deadline', runId)]!)[0]?.[1] as number | undefined;

/** Time passes once nothing is under way but calls whose callers have given up. Those are cut off in their turn. */
export function timeMoves(here: Here): readonly Move[] {
  const { model, moment } = here;
  const { processes, sleepers, events, sweepAt, now } = moment;
  const { runIds } = model.layout;
  if (events.length > 0 || processes.some((each) => !model.process(each).orphan)) return [];
  const deadlines = runIds.flatMap((runId) => deadlineOf(model, moment, runId) ?? []);
  // A run that nobody has started yet starts at the beginning or while another is on: later is like the beginning.
  const quiet = processes.length + sleepers.length + deadlines.length === 0 && allConcluded(model, moment);
  if (quiet && !lookedAfter(model, moment)) return [];
  const next = Math.max(
    now,
    Math.min(
      sweepAt,
      ...sleepers.map((each) => model.sleeper(each).at),
      ...deadlines,
      ...processes.map((each) => model.process(each).begunAt + functionTimeout),
    ),
  );
  const passes = move(
    here,
    () => `${(next - now) / 1000} s pass`,
    (draft) => {
      draft.now = next;
      draft.processes = draft.processes.filter((each) => model.process(each).begunAt + functionTimeout > next);
      draft.sleepers = sleepers.filter((each) => model.sleeper(each).at > next);
      for (const each of sleepers) {
        const { at, step, input, runId, of } = model.sleeper(each);
        if (at <= next) draft.processes.push(model.begin({ kind: 'step', step, input, runId }, of, next));
      }
      for (const runId of runIds) {
        const at = deadlineOf(model, moment, runId);
        if (at === undefined || at > next) continue;
        draft.put(model.layout.slotOf('deadline', runId), []);
        trigger(draft, model.workOf({ kind: 'deadline', runId }));
      }
      if (sweepAt > next) return;
      draft.sweepAt = next + sweepEvery;
      trigger(draft, model.workOf({ kind: 'sweep' }));
    },
  );
  return [passes];
}

export const allConcluded = (model: Model, moment: Moment): boolean =>
  model.layout.runIds.every((runId) => {
    const record = recordOf(model, moment, runId);
    return record === undefined || (record.terminal !== undefined && !record.untold);
  });
