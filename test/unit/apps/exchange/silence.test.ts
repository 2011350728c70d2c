/**
 * Nothing of a source is dropped in silence: whatever is called kept shows in what comes
 * out. Each value of each fixture is changed in turn, and something must come out otherwise.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accounted, leavesOf } from '../../../../apps/exchange/accounting.ts';
import type { Reading } from '../../../../apps/exchange/importer.ts';
import { importers } from '../../../../apps/exchange/importers.ts';
import { type Source, sourcesOf } from '../../../../apps/exchange/sources.ts';
import type { Path } from '../../../../core/validation/problem.ts';

const folder = join(import.meta.dirname, '../../../fixtures/imports');
const files = readdirSync(folder).sort();
const sources = files.flatMap((file) => sourcesOf(join(folder, file)).sources.map((source) => ({ ...source, file })));

/** As `squall import` reads it, without writing it down. */
function read({ value, name }: Source): Reading | undefined {
  const importer = importers.find((each) => each.recognises(value));
  const found = importer?.read(value, name);
  return found && { ...found, items: accounted(value, found.items) };
}
const covers = (above: Path, path: Path) => above.length <= path.length && above.every((key, i) => path[i] === key);

function put(value: unknown, path: Path, change: (leaf: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value)) return value.map((inner, i) => (i === key ? put(inner, rest, change) : inner));
  const entries = Object.entries(value as object);
  return Object.fromEntries(entries.map(([name, inner]) => [name, name === key ? put(inner, rest, change) : inner]));
}

/** Another value of the same kind: a text of digits stays one. */
function other(leaf: unknown): unknown {
  if (typeof leaf === 'number') return leaf === 0 ? 1 : leaf * 2;
  if (typeof leaf === 'boolean') return !leaf;
  if (typeof leaf !== 'string') return 'something';
  return /^\d+$/.test(leaf) ? String(Number(leaf) + 11) : `${leaf}x`;
}

it('has a fixture for every system', () => {
  expect(sources.length).toBeGreaterThan(3);
  expect(sources.filter((source) => read(source) === undefined)).toEqual([]);
});

describe.each(
  sources.map((source) => [source.at === undefined ? source.file : `${source.file} ${source.at}`, source] as const),
)('%s', (_, source) => {
  const before = read(source)!;

  it('is accounted for, each value once', () => {
    const { items } = before;
    for (const leaf of leavesOf(source.value))
      expect(items.filter(({ path }) => covers(path, leaf)).length, leaf.join('.')).toBeGreaterThan(0);
    expect(new Set(items.map(({ path }) => JSON.stringify(path))).size).toBe(items.length);
    expect(items.filter(({ fate, why }) => fate !== 'kept' && !why)).toEqual([]);
  });

  it('shows everything that it keeps', () => {
    const silent = [...leavesOf(source.value)].filter((leaf) => {
      const items = before.items.filter(({ path }) => covers(path, leaf));
      // Lost, changed or kept with a reason is said. What is kept without one has to show.
      if (items.some(({ why }) => why !== undefined)) return false;
      const changed = put(source.value, leaf, other);
      return JSON.stringify(read({ ...source, value: changed })) === JSON.stringify(before);
    });
    expect(silent.map((leaf) => leaf.join('.'))).toEqual([]);
  });

  it('survives whatever else stands in it', () => {
    const leaves = [...leavesOf(source.value)];
    fc.assert(
      fc.property(fc.nat({ max: leaves.length - 1 }), fc.jsonValue({ maxDepth: 2 }), (at, value) => {
        const whole = put(source.value, leaves[at]!, () => value);
        const found = read({ ...source, value: whole });
        for (const leaf of found ? leavesOf(whole) : [])
          expect(found?.items.some(({ path }) => covers(path, leaf))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});
