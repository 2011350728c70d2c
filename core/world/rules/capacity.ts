/** A group has as many as it wants, within what it may have. */
import { type Path, type Problem, problem } from '../../validation/problem.ts';

interface Capacity {
  readonly desired: number;
  readonly min: number;
  readonly max: number;
}

export function* withinBounds({ desired, min, max }: Capacity, path: Path): Iterable<Problem> {
  if (min > max) yield problem([...path, 'min'], { found: `${min}, more than max`, allowed: `at most ${max}` });
  else if (desired < min || desired > max)
    yield problem([...path, 'desired'], {
      found: `the number ${desired}`,
      allowed: `a whole number from ${min} to ${max}`,
    });
}
