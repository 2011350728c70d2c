/** A file says what it is. Another kind is one problem, not one for each of its fields. */
import { describeFound, quoted } from './found.ts';
import { nearest } from './nearest.ts';
import { type Problem, problem } from './problem.ts';
import { isObject } from './schemas.ts';

/** Kinds of file that Squall reads. */
export const kinds = ['Experiment', 'World'] as const;
export type Kind = (typeof kinds)[number];

export const isKind = (value: unknown): value is Kind => kinds.some((kind) => kind === value);

/** Undefined when the value says that it is of this kind. */
export function checkKind(wanted: Kind, value: unknown): Problem | undefined {
  if (!isObject(value))
    return problem([], {
      found: describeFound(value),
      allowed: `an object that begins with apiVersion, kind: ${wanted}`,
    });
  if (value.kind === wanted) return undefined;
  if (typeof value.kind !== 'string') return problem(['kind'], { found: describeFound(value.kind), allowed: wanted });
  return problem(['kind'], {
    found: isKind(value.kind) ? `a file of kind ${value.kind}` : `the kind ${quoted(value.kind)}`,
    allowed: `a file of kind ${wanted}`,
    nearest: isKind(value.kind) ? undefined : nearest(value.kind, [wanted]),
  });
}
