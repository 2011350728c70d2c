/** Places that a template of the library leaves to its reader, such as `<YOUR AVAILABILITY ZONE>`. */
import type { Path } from '../../../core/validation/problem.ts';
import type { Question } from '../importer.ts';

export const openPlaces = (value: unknown, path: Path = []): readonly Question[] => {
  if (typeof value === 'string') {
    const [open] = /<[A-Z][A-Z0-9 _-]*>/.exec(value) ?? [];
    return open === undefined ? [] : [{ path: pathToKey(path), ask: `the template leaves ${open} open: put yours in` }];
  }
  if (value === null || typeof value !== 'object') return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, inner]) => openPlaces(inner, [...path, key]));
};

/** A comment stands at a key, and not at an item of a list. */
const pathToKey = (path: Path): Path => (typeof path.at(-1) === 'number' ? path.slice(0, -1) : path);
