/** Waves: the steps that start together, in the order in which they start. */
import type { Step } from './schema/steps.ts';

export type OrderedStep = Pick<Step, 'id' | 'after'>;

/** Ids that a step waits for. Default: the step before it; an empty list: none. */
export function predecessors(steps: readonly OrderedStep[], index: number): readonly string[] {
  const before = steps[index - 1];
  return steps[index]?.after ?? (before ? [before.id] : []);
}

/**
 * Step ids by wave, in the order of the file: each one wave after the last of those
 * that it waits for.
 * @throws an error named `CyclicSteps` when steps wait for each other or for a step
 *   that does not exist, which `validateExperiment` refuses.
 */
export function wavesOf(steps: readonly OrderedStep[]): readonly (readonly string[])[] {
  const waves: (readonly string[])[] = [];
  const settled = new Set<string>();
  let left = steps.map(({ id }, index) => ({ id, after: predecessors(steps, index) }));
  while (left.length > 0) {
    const ready = left.filter(({ after }) => after.every((id) => settled.has(id))).map(({ id }) => id);
    if (ready.length === 0) throw cyclic(left.map(({ id }) => id));
    waves.push(ready);
    for (const id of ready) settled.add(id);
    left = left.filter(({ id }) => !settled.has(id));
  }
  return waves;
}

/** The wave of each step by its id, from 1 on. @throws as `wavesOf` */
export const waveNumbers = (steps: readonly OrderedStep[]): ReadonlyMap<string, number> =>
  new Map(wavesOf(steps).flatMap((ids, i) => ids.map((id) => [id, i + 1] as const)));

/** Ids of all steps that have settled when this one begins. */
export function ancestors(steps: readonly OrderedStep[], index: number): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...predecessors(steps, index)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const at = steps.findIndex((step) => step.id === id);
    if (at < 0 || found.has(id)) continue;
    found.add(id);
    open.push(...predecessors(steps, at));
  }
  return found;
}

function cyclic(ids: readonly string[]): Error {
  const error = new Error(`steps wait for each other: ${ids.join(', ')}`);
  error.name = 'CyclicSteps';
  return error;
}
