import fc from 'fast-check';
import { expect, it } from 'vitest';
import { accounted, leavesOf } from '../../../../apps/exchange/accounting.ts';
import { kept } from '../../../../apps/exchange/importer.ts';
import type { Path } from '../../../../core/validation/problem.ts';

const covers = (above: Path, path: Path) => above.every((key, i) => path[i] === key);

it('says of every value what became of it, whatever the importer read', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), fc.array(fc.nat()), (document, picks) => {
      const leaves = [...leavesOf(document)];
      const read = leaves.length === 0 ? [] : picks.map((n) => kept(leaves[n % leaves.length]!));
      const items = accounted(document, read);
      for (const leaf of leaves) expect(items.some(({ path }) => covers(path, leaf))).toBe(true);
      // What was read is not called lost by a part that stands above it.
      const lost = items.filter(({ fate }) => fate === 'lost');
      for (const { path } of read) expect(lost.some((item) => covers(item.path, path))).toBe(false);
    }),
  );
});

it('names what was forgotten by its highest part, and once', () => {
  const document = { a: { b: 1, c: { d: 2, e: [3, 4] } }, f: { g: 5, h: 6 }, empty: {}, none: null };
  const paths = accounted(document, [kept(['a', 'b'])]).map(({ path, fate }) => [fate, path]);
  expect(paths).toEqual([
    ['kept', ['a', 'b']],
    ['lost', ['a', 'c']],
    ['lost', ['f']],
  ]);
});
