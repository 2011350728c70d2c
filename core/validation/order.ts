/** Problems in the order in which a reader of the file meets them. */
import type { Path, Problem } from './problem.ts';

/** By position of the path in the value; what is missing comes where its parent stands. */
export const inFileOrder = (problems: readonly Problem[], value: unknown): readonly Problem[] =>
  problems
    .map((problem) => ({ problem, place: placeOf(problem.path, value) }))
    .sort((a, b) => compare(a.place, b.place))
    .map(({ problem }) => problem);

function placeOf(path: Path, value: unknown): readonly number[] {
  const place: number[] = [];
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null) break;
    place.push(typeof key === 'number' ? key : Object.keys(here).indexOf(key));
    here = (here as Record<string | number, unknown>)[key];
  }
  return place;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
