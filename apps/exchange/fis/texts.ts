/** FIS knows texts only; what else stands in a template's place for one is said to be lost. */
import type { Path } from '../../../core/validation/problem.ts';
import { isObject } from '../../../core/validation/schemas.ts';
import { type Item, lost } from '../importer.ts';

/** Collects what cannot be read. */
export interface Losses {
  readonly items: Item[];
}

/** Numbers and booleans as texts, as CloudFormation takes them, too. */
export function textOf(value: unknown, path: Path, { items }: Losses): string | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value !== undefined && value !== null) items.push(lost(path, 'not a text; write the value out'));
  return undefined;
}

export function textsOf(value: unknown, path: Path, losses: Losses): Record<string, string> {
  if (!isObject(value)) {
    textOf(value === undefined ? undefined : [value], path, losses);
    return {};
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => {
      const text = textOf(each, [...path, key], losses);
      return text === undefined ? [] : [[key, text]];
    }),
  );
}

export function listOf(value: unknown, path: Path, losses: Losses): string[] {
  if (!Array.isArray(value)) {
    textOf(value === undefined ? undefined : [value], path, losses);
    return [];
  }
  return value.flatMap((each, i) => textOf(each, [...path, i], losses) ?? []);
}

/** Entries of an object that are objects. */
export function objectsOf(
  value: unknown,
  path: Path,
  { items }: Losses,
): [string, Readonly<Record<string, unknown>>][] {
  if (value === undefined) return [];
  if (!isObject(value)) {
    items.push(lost(path, 'not an object'));
    return [];
  }
  return Object.entries(value).flatMap(([key, each]) => {
    if (isObject(each)) return [[key, each]];
    items.push(lost([...path, key], 'not an object'));
    return [];
  });
}
