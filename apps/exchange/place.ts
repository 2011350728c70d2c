/** Places in a document of another system, and what is noted of each while it is read. */
import type { Path } from '../../core/validation/problem.ts';
import { isObject, valueAt } from '../../core/validation/schemas.ts';
import type { Fate, Item } from './importer.ts';

/** A value and where it stands. What is not there is `undefined`, and a note of it is none. */
export interface Place {
  readonly path: Path;
  readonly value: unknown;
  at(...keys: Path): Place;
  /** Of a list; anything else has none. */
  list(): readonly Place[];
  /** Of an object; anything else has none. */
  entries(): readonly (readonly [string, Place])[];
  /** Text, or a number or boolean as text; nothing for what is empty. */
  text(): string | undefined;
  kept(why?: string): void;
  changed(why: string): void;
  lost(why: string): void;
}

export interface Notes {
  readonly root: Place;
  /** In the order in which they were first noted. */
  items(): readonly Item[];
}

/**
 * One item a path. What is noted twice is told by the worse fate; two reasons of the same
 * weight are both told.
 */
export function notesOn(document: unknown): Notes {
  const items = new Map<string, Item>();
  const note = (path: Path, value: unknown, fate: Fate, why?: string): void => {
    if (value === undefined) return;
    const key = JSON.stringify(path);
    const before = items.get(key);
    if (before && weight[before.fate] > weight[fate]) return;
    const reasons = before?.fate === fate ? [before.why, why] : [why];
    const told = [...new Set(reasons.filter((each) => each !== undefined))].join('; ');
    items.set(key, { path, fate, ...(told !== '' && { why: told }) });
  };
  const placeOf = (path: Path, value: unknown): Place => ({
    path,
    value,
    at: (...keys) => placeOf([...path, ...keys], valueAt(value, keys)),
    list: () => (Array.isArray(value) ? value.map((inner, i) => placeOf([...path, i], inner)) : []),
    entries: () =>
      isObject(value) ? Object.entries(value).map(([key, inner]) => [key, placeOf([...path, key], inner)]) : [],
    text: () => textOf(value),
    kept: (why) => note(path, value, 'kept', why),
    changed: (why) => note(path, value, 'changed', why),
    lost: (why) => note(path, value, 'lost', why),
  });
  return { root: placeOf([], document), items: () => withoutEchoes([...items.values()]) };
}

/** What is lost is lost with all below it. */
function withoutEchoes(items: readonly Item[]): readonly Item[] {
  const lost = new Set(items.filter(({ fate }) => fate === 'lost').map(({ path }) => JSON.stringify(path)));
  return items.filter(({ path }) => !path.some((_, i) => lost.has(JSON.stringify(path.slice(0, i)))));
}

const weight: Readonly<Record<Fate, number>> = { kept: 0, changed: 1, lost: 2 };

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
