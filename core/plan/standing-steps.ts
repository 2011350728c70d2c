/** How long steps stand that leave it to their run: as long as the rest of it may take. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Step } from '../experiment/schema/steps.ts';
import { wavesOf } from '../experiment/waves.ts';
import { fault } from '../faults/catalogue.ts';
import { durationOf } from '../faults/parameters.ts';
import { givenBy } from '../faults/standing.ts';
import { failbackWithin } from './failback.ts';
import { restOfRun } from './times.ts';

/**
 * The steps of an experiment whose references are resolved. What moves users stands longer than
 * the rest: until all else is undone and home had its time to be ready.
 * @throws an error named `CyclicSteps` when steps wait for each other.
 */
export function withDurations(experiment: Experiment): readonly Step[] {
  const { steps } = experiment;
  if (steps.every(({ stands }) => !stands)) return steps;
  const waveOf = new Map(wavesOf(steps).flatMap((ids, i) => ids.map((id) => [id, i + 1] as const)));
  const timed = steps.flatMap(({ id, action = '', with: given, stands }) => {
    const definition = fault(action);
    if (!definition) return [];
    const lasting = stands ? { stands, duration: 0 } : { duration: durationOf(definition, given) };
    return [{ wave: waveOf.get(id) ?? 1, action, ...lasting }];
  });
  const undo = 2 * Math.max(0, ...timed.map(({ action }) => fault(action)?.undoTime ?? 0));
  return steps.map((step) => {
    const definition = fault(step.action ?? '');
    if (!definition || !step.stands) return step;
    const rest = restOfRun(experiment, timed, waveOf.get(step.id) ?? 1);
    const given = givenBy(definition, step, rest + (step.moves ? undo + failbackWithin(experiment) : 0));
    return given === step.with ? step : { ...step, with: given };
  });
}
