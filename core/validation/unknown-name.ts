/** A name that should stand for something in the same file, and does not. */
import { describeFound } from './found.ts';
import { nearest } from './nearest.ts';
import { listed, type Path, type Problem, problem } from './problem.ts';

/** @param what the kind of thing in the plural: `steps`, `probes`. */
export function unknownName(path: Path, name: string, what: string, known: readonly string[]): Problem {
  return problem(path, {
    found: `${describeFound(name, path)}, which names none of the ${what}`,
    allowed: known.length === 0 ? `nothing: there are no ${what}` : listed(known),
    nearest: nearest(name, known),
  });
}
