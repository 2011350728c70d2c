/** Everything that can happen next at one moment, each as the moment that follows. */

import type { Plant } from '../plants.ts';
import { allConcluded, eventMoves, peopleMoves, timeMoves } from './coming.ts';
import type { Move } from './draft.ts';
import { processMoves } from './failures.ts';
import type { Budget, Moment } from './moment.ts';
import type { Work } from './process.ts';
import { subjectOf } from './subject.ts';

export function movesOf(moment: Moment, plant: Plant): readonly Move[] {
  const alone = aloneIn(moment);
  if (alone >= 0) return processMoves(moment, alone, plant);
  const all = moment.processes.flatMap((_, at) => processMoves(moment, at, plant));
  return [...all, ...eventMoves(moment, plant), ...peopleMoves(moment, plant), ...timeMoves(moment, plant)];
}

/**
 * A function whose next call concerns its own run only, while nothing else of that run is
 * under way or to come: whatever else happens, happens as well after it as before. -1: none.
 */
function aloneIn({ processes, events, budget }: Moment): number {
  if (budget.sweeps > 0 || processes.some(({ work }) => work.kind === 'sweep')) return -1;
  return processes.findIndex((process, at) => {
    const { standing, work } = process;
    if (standing.at === 'call' && subjectOf(standing.call).concerns === 'nobody') return true;
    if (!('runId' in work)) return false;
    const { runId } = work;
    if (mayBeStopped(work, budget) || events.some((event) => 'runId' in event && event.runId === runId)) return false;
    if (processes.some((other, i) => i !== at && 'runId' in other.work && other.work.runId === runId)) return false;
    if (standing.at !== 'call') return true;
    const subject = subjectOf(standing.call);
    return subject.concerns === 'run' && subject.runId === runId;
  });
}

/** A person who stops runs during some steps only comes while one of these is under way, which here is this very function. */
const mayBeStopped = (work: Work & { readonly runId: string }, { stops, stopsDuring }: Budget): boolean =>
  stops.includes(work.runId) &&
  (stopsDuring === undefined || (work.kind === 'step' && stopsDuring.includes(work.step)));

/** Nothing is under way, and nothing is to come. */
export function atRest({ world, processes, sleepers, events, budget }: Moment): boolean {
  if (processes.length + sleepers.length + events.length + budget.starts.length + world.deadlines.size > 0)
    return false;
  return allConcluded(world);
}
