/** Every value of a source is accounted for: what no item covers was read by nobody, and is said to be lost. */
import type { Path } from '../../core/validation/problem.ts';
import { type Item, lost } from './importer.ts';

/** Paths of all values that hold no other value. Empty lists and objects, and nulls, say nothing. */
export function* leavesOf(value: unknown, path: Path = []): Iterable<Path> {
  if (value === null || value === undefined) return;
  if (typeof value !== 'object') {
    yield path;
    return;
  }
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, inner] of entries) yield* leavesOf(inner, [...path, key]);
}

/** The items, and one for each part that none of them covers: the highest that holds nothing covered. */
export function accounted(document: unknown, items: readonly Item[], why = 'Squall does not know it'): readonly Item[] {
  const covered = new Set(items.map(({ path }) => keyOf(path)));
  const held = new Set(items.flatMap(({ path }) => path.map((_, i) => keyOf(path.slice(0, i)))));
  const forgotten = new Map<string, Item>();
  for (const leaf of leavesOf(document)) {
    const above = leaf.map((_, i) => leaf.slice(0, i));
    if ([...above, leaf].some((path) => covered.has(keyOf(path)))) continue;
    const top = above.find((path) => path.length > 0 && !held.has(keyOf(path))) ?? leaf;
    forgotten.set(keyOf(top), lost(top, why));
  }
  return [...items, ...forgotten.values()];
}

const keyOf = (path: Path): string => JSON.stringify(path);
