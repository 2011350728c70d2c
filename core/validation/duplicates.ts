/** Names that should stand for one thing each. */
import { describeFound } from './found.ts';
import { fieldOf, type Path, type Problem, problem } from './problem.ts';

/** @param named each name with the path where it is given. */
export function* duplicates(named: readonly (readonly [string, Path])[]): Iterable<Problem> {
  const first = new Map<string, Path>();
  for (const [name, path] of named) {
    const before = first.get(name);
    if (!before) first.set(name, path);
    else
      yield problem(path, {
        found: `${describeFound(name)}, used already at ${fieldOf(before)}`,
        allowed: 'each name once',
      });
  }
}
