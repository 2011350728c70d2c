/** Reading zod's schemas: the few shapes that this format uses, without their wrappers. */
import type * as z from 'zod/mini';
import type { Path } from './problem.ts';

export type Schema = z.core.$ZodType;
type Any = z.core.$ZodTypes;

/** Optional, default and the like say nothing about what is allowed. */
export function unwrap(schema: Schema): Any {
  let inner = schema as Any;
  while ('innerType' in inner._zod.def) inner = inner._zod.def.innerType as Any;
  return inner;
}

/** All alternatives of a union, with those of unions inside it. */
export function alternatives(schema: Schema): readonly Any[] {
  const inner = unwrap(schema);
  return inner._zod.def.type === 'union'
    ? inner._zod.def.options.flatMap((option) => [...alternatives(option)])
    : [inner];
}

export function shapeOf(schema: Schema): Readonly<Record<string, Schema>> | undefined {
  const inner = unwrap(schema);
  return inner._zod.def.type === 'object' ? inner._zod.def.shape : undefined;
}

export const isRequired = (schema: Schema): boolean => schema._zod.optin !== 'optional';

/** The exact values that a scalar may take: of an enum, a literal, or a union of them. */
export const exactValues = (schema: Schema): readonly string[] =>
  alternatives(schema).flatMap(({ _zod: { def } }) => {
    if (def.type === 'enum') return Object.values(def.entries).map(String);
    return def.type === 'literal' ? def.values.map(String) : [];
  });

/** Follows a path down; at a union, the alternative that the value resembles most. */
export function schemaAt(schema: Schema, value: unknown, path: Path): Schema {
  let at = schema;
  let here: unknown = value;
  for (const key of path) {
    at = step(alternativeFor(at, here), key) ?? at;
    here = valueAt(here, [key]);
  }
  return at;
}

function step(schema: Any, key: string | number): Schema | undefined {
  const def = schema._zod.def;
  if (def.type === 'object') return def.shape[String(key)];
  if (def.type === 'array') return def.element;
  if (def.type === 'record') return def.valueType;
  return def.type === 'tuple' ? (def.items[Number(key)] ?? undefined) : undefined;
}

/** For an object, the alternative with most of its keys and fewest of its own missing; else the first that fits its type. */
export function alternativeFor(schema: Schema, value: unknown): Any {
  const all = alternatives(schema);
  if (all.length < 2) return all[0] ?? unwrap(schema);
  const wanted = Array.isArray(value) ? ['array', 'tuple'] : isObject(value) ? ['object', 'record'] : [];
  const candidates = all.filter((option) => wanted.includes(option._zod.def.type));
  const scored = candidates.map((option) => ({ option, score: resemblance(option, value) }));
  scored.sort((a, b) => b.score - a.score);
  return scored[0]?.option ?? unwrap(schema);
}

function resemblance(option: Any, value: unknown): number {
  const shape = shapeOf(option);
  if (!shape || !isObject(value)) return 0;
  const keys = Object.keys(value);
  const discriminated = Object.entries(shape).some(
    ([key, inner]) => unwrap(inner)._zod.def.type === 'literal' && exactValues(inner).includes(String(value[key])),
  );
  const missing = Object.keys(shape).filter((key) => isRequired(shape[key]!) && !(key in value)).length;
  return (discriminated ? 1000 : 0) + keys.filter((key) => key in shape).length * 2 - missing;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function valueAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string | number, unknown>)[key];
  }
  return here;
}
