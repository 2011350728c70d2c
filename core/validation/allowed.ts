/** What a schema takes, in words. The scalar's own sentence wins; the rest is told from its shape. */
import * as z from 'zod/mini';
import { listed } from './problem.ts';
import { alternatives, exactValues, isRequired, type Schema, shapeOf, unwrap } from './schemas.ts';

export function describeAllowed(schema: Schema): string {
  const inner = unwrap(schema);
  const said = z.globalRegistry.get(schema)?.description ?? z.globalRegistry.get(inner)?.description;
  if (said) return said;
  const def = inner._zod.def;
  switch (def.type) {
    case 'string':
      return sentenceOfCheck(inner) ?? `text${lengths(inner, ', ', ' characters')}`;
    case 'number':
      return bounds(inner);
    case 'boolean':
      return 'true or false';
    case 'enum':
    case 'literal': {
      const values = exactValues(inner);
      return values.length === 1 ? values[0]! : `one of ${listed(values)}`;
    }
    case 'array':
      return `a list${lengths(inner, ' of ', '')}, each ${describeAllowed(def.element)}`;
    case 'tuple':
      return `a list of ${def.items.length}: ${def.items.map(describeAllowed).join('; ')}`;
    case 'record':
      return `an object, each value ${describeAllowed(def.valueType)}`;
    case 'object':
      return describeObject(inner);
    case 'union':
      return describeUnion(inner, alternatives(inner));
    default:
      return 'any value';
  }
}

/** Alternatives told apart by one key each are told in one breath. */
function describeUnion(union: Schema, options: readonly Schema[]): string {
  const { discriminator } = union._zod.def as { discriminator?: string };
  if (discriminator !== undefined) {
    const names = options.flatMap((option) => exactValues(shapeOf(option)![discriminator]!));
    return `an object with ${discriminator} one of ${listed(names)}`;
  }
  const keys = options.map((option) => {
    const required = Object.entries(shapeOf(option) ?? {}).filter(([, inner]) => isRequired(inner));
    return required.length === 1 ? required[0]![0] : undefined;
  });
  const together = keys.filter((key) => key !== undefined);
  const apart = options.filter((_, i) => together.length < 2 || keys[i] === undefined).map(describeAllowed);
  return [...new Set(apart), ...(together.length < 2 ? [] : [`an object with one of ${listed(together)}`])].join(
    ', or ',
  );
}

/** `an object with atLeast`, `an object with id, zone (and tags)`. */
function describeObject(schema: Schema): string {
  const shape = shapeOf(schema) ?? {};
  const [required, optional] = [true, false].map((wanted) =>
    Object.keys(shape).filter((key) => isRequired(shape[key]!) === wanted),
  ) as [string[], string[]];
  if (required.length === 0) return `an object with any of ${listed(optional)}`;
  return `an object with ${listed(required)}${optional.length > 0 ? ` (and perhaps ${listed(optional)})` : ''}`;
}

const checksOf = (schema: Schema) => (schema._zod.def.checks ?? []).map((check) => check._zod.def as Check);

interface Check {
  readonly check: string;
  readonly value?: number;
  readonly inclusive?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly error?: unknown;
}

/** The sentence that a regular expression was given for people. */
function sentenceOfCheck(schema: Schema): string | undefined {
  for (const { error } of checksOf(schema)) {
    const said: unknown = typeof error === 'function' ? error({}) : error;
    if (typeof said === 'string') return said;
  }
  return undefined;
}

function lengths(schema: Schema, before: string, unit: string): string {
  const min = checksOf(schema).find(({ check }) => check === 'min_length')?.minimum;
  const max = checksOf(schema).find(({ check }) => check === 'max_length')?.maximum;
  if (max !== undefined) return `${before}${min ?? 0} to ${max}${unit}`;
  return min === undefined ? '' : `${before}at least ${min}${unit}`;
}

function bounds(schema: Schema): string {
  const checks = checksOf(schema);
  const whole = (schema._zod.def as { format?: string }).format === 'safeint';
  const low = checks.find(({ check }) => check === 'greater_than');
  const high = checks.find(({ check }) => check === 'less_than');
  const kind = whole ? 'a whole number' : 'a number';
  const from = low && (low.inclusive ? `from ${low.value}` : `above ${low.value}`);
  const to = high && (high.inclusive ? `to ${high.value}` : `below ${high.value}`);
  if (from && !to) return low.inclusive ? `${kind}, at least ${low.value}` : `${kind} ${from}`;
  return [kind, from, to].filter(Boolean).join(' ');
}
