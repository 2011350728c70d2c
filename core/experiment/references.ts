/** `${parameters.x}` and `${steps.x.output.y}`: found in texts, and replaced. */

import type { Path } from '../validation/problem.ts';
import { isObject } from '../validation/schemas.ts';

export type ParameterValue = string | number | boolean;

export type Reference =
  | { readonly kind: 'parameter'; readonly text: string; readonly name: string }
  | { readonly kind: 'output'; readonly text: string; readonly step: string; readonly output: string }
  /** A `${` that is followed by something else. */
  | { readonly kind: 'malformed'; readonly text: string };

const beginning = /\$\{[^}]*\}?/g;
const parameter = /^\$\{parameters\.([A-Za-z][\w-]*)\}$/;
const output = /^\$\{steps\.([A-Za-z][\w-]*)\.output\.([\w.-]+)\}$/;

export const referencesIn = (text: string): readonly Reference[] =>
  [...text.matchAll(beginning)].map(([found]) => {
    const ofParameter = parameter.exec(found);
    if (ofParameter) return { kind: 'parameter', text: found, name: ofParameter[1]! };
    const ofStep = output.exec(found);
    if (ofStep) return { kind: 'output', text: found, step: ofStep[1]!, output: ofStep[2]! };
    return { kind: 'malformed', text: found };
  });

/** All texts of a value with their paths, keys of objects included. */
export function* textsIn(value: unknown, path: Path = []): Iterable<{ text: string; path: Path; isKey: boolean }> {
  if (typeof value === 'string') yield { text: value, path, isKey: false };
  else if (Array.isArray(value)) for (const [i, inner] of value.entries()) yield* textsIn(inner, [...path, i]);
  else if (isObject(value))
    for (const [key, inner] of Object.entries(value)) {
      yield { text: key, path: [...path, key], isKey: true };
      yield* textsIn(inner, [...path, key]);
    }
}

/**
 * A copy with every reference to a known parameter replaced: a text that is nothing
 * but the reference becomes the value with its type, one inside a text becomes text.
 */
export function replaceParameters(value: unknown, values: ReadonlyMap<string, ParameterValue>): unknown {
  if (typeof value === 'string') {
    const whole = parameter.exec(value)?.[1];
    if (whole !== undefined) return values.get(whole) ?? value;
    return value.replace(beginning, (found) => {
      const name = parameter.exec(found)?.[1];
      return name === undefined ? found : String(values.get(name) ?? found);
    });
  }
  if (Array.isArray(value)) return value.map((inner) => replaceParameters(inner, values));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaceParameters(inner, values)]));
}
