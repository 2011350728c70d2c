/** Everything that need be followed at one moment: of moves that commute one order is enough. */

import { conflict } from './cells.ts';
import { allConcluded, eventThreads, peopleThreads, timeMoves } from './coming.ts';
import type { Here, Move } from './draft.ts';
import { processThreads } from './failures.ts';
import type { Futures } from './futures.ts';
import type { Model } from './model.ts';
import type { Moment } from './moment.ts';
import { cutOff, lastOfItsRun } from './orphans.ts';
import { mayStillComeHome } from './surroundings.ts';
import type { Thread } from './thread.ts';

export interface Possible {
  /** Those whose moves are followed. */
  readonly chosen: readonly Thread[];
  readonly time: readonly Move[];
}

/** @param everyOrder whether all of them move, whatever commutes */
export function possibleAt(here: Here, everyOrder: boolean): Possible {
  const { futures } = here.model;
  const threads = [...processThreads(here), ...eventThreads(here), ...peopleThreads(here)];
  for (const { signature, may } of threads) futures.does(signature, may);
  const last = everyOrder ? undefined : lastOfItsRun(here);
  if (last !== undefined)
    return { chosen: threads.filter(({ number }) => number === last), time: [cutOff(here, last)] };
  const chosen = everyOrder ? undefined : fewest(threads, futures);
  return chosen ? { chosen, time: [] } : { chosen: threads, time: timeMoves(here) };
}

/**
 * The smallest set of threads such that nothing that the others may do before time passes
 * touches what these do next: whatever happens, one of these moves comes sooner or later, and
 * could as well have come first. One of them holds time, so that it does come.
 */
function fewest(threads: readonly Thread[], futures: Futures): readonly Thread[] | undefined {
  let best: readonly Thread[] | undefined;
  for (const first of threads) {
    if (!first.holdsTime) continue;
    const set = closed(first, threads, futures);
    if (set.length < (best?.length ?? threads.length)) best = set;
    if (best?.length === 1) return best;
  }
  return best;
}

function closed(first: Thread, threads: readonly Thread[], futures: Futures): readonly Thread[] {
  const set = [first];
  const rest = threads.filter((thread) => thread !== first);
  for (let i = 0; i < set.length; i++) {
    const { next } = set[i]!;
    for (let at = rest.length - 1; at >= 0; at--)
      if (conflict(next, futures.of(rest[at]!.signature))) set.push(...rest.splice(at, 1));
  }
  return set;
}

/** Nothing is under way, and nothing is to come. */
export function atRest(model: Model, moment: Moment): boolean {
  const { layout } = model;
  const { processes, sleepers, events, budget } = moment;
  if (processes.length + sleepers.length + events.length + model.budget(budget).starts.length > 0) return false;
  const armed = layout.runIds.some((runId) => model.rows(moment.cells[layout.slotOf('deadline', runId)]!).length > 0);
  return !armed && allConcluded(model, moment) && !mayStillComeHome(model, moment);
}
