/** A file says what it is. Another kind is one problem, not one for each of its fields. */
import { describeFound } from './found.ts';
import { nearest } from './nearest.ts';
import { type Problem, problem } from './problem.ts';
import { isObject } from './schemas.ts';
import { unknownKey } from './unions.ts';

/** Kinds of file that Squall reads. */
export const kinds = ['Experiment', 'World', 'Monkey', 'Drill'] as const;
export type Kind = (typeof kinds)[number];

export const isKind = (value: unknown): value is Kind => kinds.some((kind) => kind === value);

/**
 * Undefined when the value says that it is of a wanted kind, and also when the rest of
 * the file may tell more: no kind at all is one missing field among others.
 */
export function checkKind(wanted: Kind, value: unknown): Problem | undefined {
  if (!isObject(value)) return noObject(value, wanted);
  if (value.kind === undefined || value.kind === wanted) return undefined;
  return otherKind(value.kind, [wanted]);
}

/** What is wrong with a file that is of no kind, of those that there are. */
export function unknownKind(value: unknown): Problem {
  if (!isObject(value)) return noObject(value, kinds.join(' or '));
  const misspelt = Object.keys(value).find((key) => nearest(key, ['kind']) && key !== 'kind');
  return value.kind === undefined && misspelt !== undefined
    ? unknownKey([misspelt], ['kind'])
    : otherKind(value.kind, kinds);
}

const noObject = (value: unknown, kind: string): Problem =>
  problem([], { found: describeFound(value), allowed: `an object with apiVersion: squall/v1 and kind: ${kind}` });

function otherKind(kind: unknown, wanted: readonly Kind[]): Problem {
  if (isKind(kind))
    return problem(['kind'], { found: `a file of kind ${kind}`, allowed: `a file of kind ${wanted.join(' or ')}` });
  return problem(['kind'], {
    found: describeFound(kind),
    allowed: wanted.join(' or '),
    nearest: typeof kind === 'string' ? nearest(kind, wanted) : undefined,
  });
}
