/** A problem with its place in a file, and its line on the screen. */
import { type Problem, type ProblemParts, problem } from '../../core/validation/problem.ts';
import type { Position } from './positions.ts';

export interface DocumentProblem extends Problem {
  /** As the caller named it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A file that cannot be read at all, or a place in its text that is no field. */
export const fileProblem = (
  file: string,
  parts: ProblemParts,
  position: Position = { line: 1, column: 1 },
): DocumentProblem => ({ ...problem([], parts), file, ...position });

/** `experiment.yaml:12:5: steps[0].with.duration: found …; allowed: …; did you mean …?` */
export const formatProblem = (found: DocumentProblem): string =>
  `${found.file}:${found.line}:${found.column}: ${found.message}`;

/** In the order of the text. */
export const byPosition = (a: DocumentProblem, b: DocumentProblem): number => a.line - b.line || a.column - b.column;
