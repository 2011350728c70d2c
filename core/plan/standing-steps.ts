/** How long steps stand that leave it to their run: as long as the rest of it may take. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Step } from '../experiment/schema/steps.ts';
import { waveNumbers } from '../experiment/waves.ts';
import { fault } from '../faults/catalogue.ts';
import { durationOf } from '../faults/parameters.ts';
import { givenBy } from '../faults/standing.ts';
import type { Millis } from '../ports/clock.ts';
import { failbackWithin } from './failback.ts';
import { restOfRun } from './times.ts';

/**
 * The steps of an experiment whose references are resolved. What moves users stands longer than
 * the rest: until all else is undone, home had its time to be ready, and users have left where
 * they were led.
 * @param leaving how long that takes them once they are led home. Default: no time
 * @throws an error named `CyclicSteps` when steps wait for each other.
 */
export function withDurations(experiment: Experiment, leaving: Millis = 0): readonly Step[] {
  const needed = neededBy(experiment, leaving);
  return experiment.steps.map((step) => {
    const [definition, lasting] = [fault(step.action ?? ''), needed.get(step.id)];
    if (!definition || lasting === undefined) return step;
    const given = givenBy(definition, step, lasting);
    return given === step.with ? step : { ...step, with: given };
  });
}

/** How long each that stands has to, by its id. @param leaving as of `withDurations` */
export function neededBy(experiment: Experiment, leaving: Millis): ReadonlyMap<string, Millis> {
  const { steps } = experiment;
  if (steps.every(({ stands }) => !stands)) return new Map();
  const waveOf = waveNumbers(steps);
  const timed = steps.flatMap(({ id, action = '', with: given, stands }) => {
    const definition = fault(action);
    if (!definition) return [];
    const lasting = stands ? { stands, duration: 0 } : { duration: durationOf(definition, given) };
    return [{ wave: waveOf.get(id) ?? 1, action, ...lasting }];
  });
  const undo = 2 * Math.max(0, ...timed.map(({ action }) => fault(action)?.undoTime ?? 0));
  const wayHome = undo + failbackWithin(experiment) + leaving;
  return new Map(
    steps.flatMap(({ id, action = '', stands, moves }) => {
      if (!stands || !fault(action)) return [];
      return [[id, restOfRun(experiment, timed, waveOf.get(id) ?? 1) + (moves ? wayHome : 0)] as const];
    }),
  );
}
