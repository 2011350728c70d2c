/** Problems in the order in which a reader of the file meets them, each said once. */
import type { Path, Problem } from './problem.ts';

/** By position of the path in the value; what is missing comes where its parent stands. */
export function inFileOrder(problems: readonly Problem[], value: unknown): readonly Problem[] {
  const placeOf = places();
  return withoutEchoes(problems)
    .map((problem) => ({ problem, place: placeOf(problem.path, value) }))
    .sort((a, b) => compare(a.place, b.place))
    .map(({ problem }) => problem);
}

/** A misspelt key is also a missing one: the first says it all. */
function withoutEchoes(problems: readonly Problem[]): readonly Problem[] {
  const meant = new Set(
    problems.flatMap(({ path, at, nearest }) =>
      at === 'key' && nearest !== undefined ? [JSON.stringify([...path.slice(0, -1), nearest])] : [],
    ),
  );
  return problems.filter(({ path, found }) => found !== 'nothing' || !meant.has(JSON.stringify(path)));
}

/** Remembers the order of each object's keys, so that many problems in a large object take no longer. */
function places() {
  const known = new WeakMap<object, ReadonlyMap<string, number>>();
  const keysOf = (value: object) => {
    const keys = known.get(value) ?? new Map(Object.keys(value).map((key, i) => [key, i]));
    known.set(value, keys);
    return keys;
  };
  return (path: Path, value: unknown): readonly number[] => {
    const place: number[] = [];
    let here = value;
    for (const key of path) {
      if (typeof here !== 'object' || here === null) break;
      place.push(keysOf(here).get(String(key)) ?? -1);
      here = (here as Record<string | number, unknown>)[key];
    }
    return place;
  };
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
