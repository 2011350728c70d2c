/** A value held against a zod schema: every issue as a `Problem`, in the order of the file. */
import * as z from 'zod/mini';
import { describeAllowed } from './allowed.ts';
import { describeFound, quoted } from './found.ts';
import { inFileOrder } from './order.ts';
import { type Path, type Problem, problem } from './problem.ts';
import { alternativeFor, type Schema, schemaAt, shapeOf, unwrap, valueAt } from './schemas.ts';
import { misfit, problemsOfUnion, unknownKey } from './unions.ts';

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function checkShape<S extends Schema>(schema: S, value: unknown): Checked<z.infer<S>> {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, problems: inFileOrder(problemsOf(schema, value, []), value) };
}

/** @param path where `value` stands in the file. Empty when it fits. */
export function problemsOf(schema: Schema, value: unknown, path: Path): readonly Problem[] {
  const issues = z.safeParse(schema, value).error?.issues ?? [];
  return issues.flatMap((issue) => problemsOfIssue(issue, schema, value, path));
}

function problemsOfIssue(issue: z.core.$ZodIssue, root: Schema, whole: unknown, base: Path): readonly Problem[] {
  const inside = issue.path as Path;
  const path = [...base, ...inside];
  const value = valueAt(whole, inside);
  const schema = schemaAt(root, whole, inside);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = Object.keys(shapeOf(alternativeFor(schema, value)) ?? {});
      return issue.keys.map((key) => unknownKey([...path, key], known));
    }
    case 'invalid_union': {
      // A discriminator that names nothing is reported at its own path; the union stands above it.
      const above = issue.discriminator === undefined ? inside : inside.slice(0, -1);
      return problemsOfUnion(schemaAt(root, whole, above), valueAt(whole, above), [...base, ...above], problemsOf);
    }
    case 'invalid_key': {
      const record = unwrap(schemaAt(root, whole, inside.slice(0, -1)))._zod.def;
      const allowed = record.type === 'record' ? describeAllowed(record.keyType) : 'another key';
      return [problem(path, { found: `the key ${quoted(String(path.at(-1)))}`, allowed, at: 'key' })];
    }
    case 'custom':
      return [problem(path, { found: describeFound(value, path), allowed: issue.message })];
    default:
      return [problem(path, misfit(schema, value, path))];
  }
}
