/** Movers that their provider ends before users may come home. What we undo ourselves stands until we do. */
import { iso } from '../experiment/durations.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import { fault } from '../faults/catalogue.ts';
import { longestOf } from '../faults/standing.ts';
import type { Millis } from '../ports/clock.ts';
import type { PlannedStep } from './plan.ts';
import { neededBy } from './standing-steps.ts';

const minute = 60_000;

type Bounded = Pick<PlannedStep, 'id' | 'action' | 'duration' | 'undo' | 'moves'>;

/**
 * Why one of them would, in a sentence: it has to stand for the rest of the run, and until home is ready.
 * @param steps of the plan
 * @param leaving how long users take to leave where they were led
 */
export function endsEarly(experiment: Experiment, steps: readonly Bounded[], leaving: Millis): string | undefined {
  const needed = neededBy(experiment, leaving);
  for (const { id, action, duration, undo, moves } of steps) {
    const definition = fault(action);
    const lasting = Math.ceil((needed.get(id) ?? 0) / minute) * minute;
    if (!moves || undo.by !== 'provider' || definition?.bounded.by !== 'duration' || duration >= lasting) continue;
    const { parameter } = definition.bounded;
    const most = longestOf(definition, parameter);
    const remedy =
      lasting > most
        ? `${action} takes ${iso(most)} at most, so shorten what the run waits for, or choose another mover`
        : `give it a ${parameter} of ${iso(lasting)} or more, or leave that out`;
    return `step ${id} ends by itself after ${iso(duration)}, and has to stand for up to ${iso(lasting)}, until home is ready: ${remedy}`;
  }
  return undefined;
}
