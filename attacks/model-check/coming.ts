/** What comes from outside: events, people, the sweeper, and time. */

import type { Plant } from '../plants.ts';
import { type Move, move } from './draft.ts';
import { beginStep, startRun, trigger } from './execution.ts';
import type { Moment } from './moment.ts';
import type { Process } from './process.ts';
import { functionTimeout } from './scenario.ts';
import type { World } from './world.ts';

const sweepEvery = 60_000;

export function eventMoves(moment: Moment, plant: Plant): readonly Move[] {
  return moment.events.flatMap((event, at) => {
    const subject = `event ${event.kind} of ${'runId' in event ? event.runId : 'nobody'}`;
    const arrives = move(`${subject} arrives`, moment, (draft) => {
      draft.events.splice(at, 1);
      return trigger(draft, event, plant);
    });
    if (moment.budget.crashes === 0) return [arrives];
    const lost = move(`${subject} is lost`, moment, async (draft) => {
      draft.events.splice(at, 1);
      draft.budget = { ...draft.budget, crashes: draft.budget.crashes - 1 };
    });
    return [arrives, lost];
  });
}

export function peopleMoves(moment: Moment, plant: Plant): readonly Move[] {
  const { budget, world, processes } = moment;
  const { stopsDuring } = budget;
  const during = (runId: string) =>
    stopsDuring === undefined ||
    processes.some(({ work }) => work.kind === 'step' && work.runId === runId && stopsDuring.includes(work.step));
  const stoppable = budget.stops.filter((runId) => {
    const record = world.tables.records.get(runId);
    return record !== undefined && record.terminal === undefined && during(runId);
  });
  const stops = stoppable.map((runId) =>
    move(`ada stops ${runId}`, moment, (draft) => {
      draft.budget = { ...budget, stops: budget.stops.filter((each) => each !== runId) };
      return trigger(draft, { kind: 'stop', runId }, plant);
    }),
  );
  const starts = budget.starts.map((experiment) =>
    move(`ada starts ${experiment}`, moment, (draft) => {
      draft.budget = { ...budget, starts: budget.starts.filter((each) => each !== experiment) };
      return startRun(draft, experiment, plant);
    }),
  );
  if (budget.sweeps === 0) return [...stops, ...starts];
  const sweeps = move('the sweeper comes', moment, (draft) => {
    draft.budget = { ...budget, sweeps: budget.sweeps - 1 };
    return trigger(draft, { kind: 'sweep' }, plant);
  });
  return [...stops, ...starts, sweeps];
}

/** Time passes once nothing is under way but calls whose callers have given up. Those are cut off in their turn. */
export function timeMoves(moment: Moment, plant: Plant): readonly Move[] {
  const { processes, sleepers, events, world, sweepAt } = moment;
  if (events.length > 0 || processes.some((process) => !isOrphan(process))) return [];
  // A run that nobody has started yet starts at the beginning or while another is on: later is like the beginning.
  if (processes.length + sleepers.length + world.deadlines.size === 0 && allConcluded(world)) return [];
  const next = Math.min(
    sweepAt,
    ...sleepers.map(({ at }) => at),
    ...world.deadlines.values(),
    ...processes.map(({ begunAt }) => begunAt + functionTimeout),
  );
  const passes = move(`${(next - world.now) / 1000} s pass`, moment, async (draft) => {
    draft.world.now = Math.max(next, world.now);
    const { now } = draft.world;
    draft.processes = draft.processes.filter(({ begunAt }) => begunAt + functionTimeout > now);
    draft.sleepers = sleepers.filter(({ at }) => at > now);
    for (const { of, step, input, at } of sleepers)
      if (at <= now) draft.processes.push(await beginStep(draft, of, step, input, plant));
    for (const [runId, at] of world.deadlines) {
      if (at > now) continue;
      draft.world.deadlines.delete(runId);
      await trigger(draft, { kind: 'deadline', runId }, plant);
    }
    if (sweepAt > now) return;
    draft.sweepAt = now + sweepEvery;
    await trigger(draft, { kind: 'sweep' }, plant);
  });
  return [passes];
}

const isOrphan = ({ work, of }: Process): boolean => work.kind === 'step' && of === undefined;

export const allConcluded = ({ tables }: World): boolean =>
  [...tables.records.values()].every(({ terminal }) => terminal !== undefined);
