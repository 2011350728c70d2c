/** A union that fits no alternative: say what is wrong with the one that was probably meant. */
import { describeAllowed } from './allowed.ts';
import { describeFound, quoted } from './found.ts';
import { nearest } from './nearest.ts';
import { listed, type Path, type Problem, problem } from './problem.ts';
import { alternatives, exactValues, isObject, type Schema, shapeOf, unwrap } from './schemas.ts';

/** What is wrong with a value under one schema, given where the value stands. */
export type ProblemsOf = (schema: Schema, value: unknown, path: Path) => readonly Problem[];

export function problemsOfUnion(
  schema: Schema,
  value: unknown,
  path: Path,
  problemsOf: ProblemsOf,
): readonly Problem[] {
  if (isObject(value)) return problemsOfObject(schema, value, path, problemsOf);
  if (Array.isArray(value)) {
    const lists = alternatives(schema).filter(({ _zod: { def } }) => def.type === 'array' || def.type === 'tuple');
    if (lists[0]) return problemsOf(lists[0], value, path);
  }
  return [problem(path, misfit(schema, value, path))];
}

/** A value that is wrong as a whole. */
export function misfit(schema: Schema, value: unknown, path: Path) {
  const near = typeof value === 'string' ? nearest(value, exactValues(schema)) : undefined;
  return { found: describeFound(value, path), allowed: describeAllowed(schema), nearest: near };
}

function problemsOfObject(
  schema: Schema,
  value: Readonly<Record<string, unknown>>,
  path: Path,
  problemsOf: ProblemsOf,
): readonly Problem[] {
  const discriminator = (unwrap(schema)._zod.def as { discriminator?: string }).discriminator;
  const options = alternatives(schema).filter((option) => shapeOf(option));
  if (options.length === 0) return [problem(path, misfit(schema, value, path))];
  if (discriminator) {
    const names = options.flatMap((option) => exactValues(shapeOf(option)![discriminator]!));
    const said = value[discriminator];
    const at = [...path, discriminator];
    const near = typeof said === 'string' ? nearest(said, names) : undefined;
    const chosen = options.find((option) => exactValues(shapeOf(option)![discriminator]!).includes(String(said)));
    if (chosen) return problemsOf(chosen, value, path);
    const misspelt =
      said === undefined && Object.keys(value).find((key) => nearest(key, [discriminator]) !== undefined);
    if (misspelt) return [unknownKey([...path, misspelt], [discriminator])];
    return [problem(at, { found: describeFound(said, at), allowed: `one of ${listed(names)}`, nearest: near })];
  }
  const known = [...new Set(options.flatMap((option) => Object.keys(shapeOf(option)!)))];
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  if (unknown.length > 0) return unknown.map((key) => unknownKey([...path, key], known));
  const fitting = options.filter((option) => Object.keys(value).every((key) => key in shapeOf(option)!));
  const judged = fitting
    .map((option) => ({ option, problems: problemsOf(option, value, path) }))
    .sort((a, b) => a.problems.length - b.problems.length)[0];
  if (judged && Object.keys(value).length > 0) return judged.problems;
  return [problem(path, { found: describeFound(value, path), allowed: describeAllowed(schema) })];
}

export function unknownKey(path: Path, known: readonly string[]): Problem {
  const key = String(path.at(-1));
  const allowed = known.length === 0 ? 'no keys here' : listed(known);
  return problem(path, { found: `the unknown key ${quoted(key)}`, allowed, nearest: nearest(key, known), at: 'key' });
}
