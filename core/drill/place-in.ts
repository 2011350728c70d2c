/** Where a drill says what its experiment has somewhere. */
import type { Path } from '../validation/problem.ts';
import { ownSteps, stepsOf } from './experiment-of.ts';
import type { Drill } from './schema/drill.ts';

/** @param path in the experiment that the drill becomes */
export function placeIn(drill: Drill, path: Path): Path {
  const [room, index, ...rest] = path;
  if (room === 'drill') return path.slice(1);
  if (room !== 'steps') return path;
  if (typeof index !== 'number') return ['move'];
  const id = stepsOf(drill)[index]?.id;
  for (const name of ['loss', 'move'] as const) {
    const at = drill[name]?.steps.findIndex((step) => step.id === id) ?? -1;
    if (at >= 0) return [name, 'steps', at, ...rest];
  }
  const [field, ...inside] = rest;
  if (id === ownSteps.hold) return ['hold'];
  return id === undefined ? [] : [id, ...(field === 'await' ? inside : [])];
}
