import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededOrder, select, sizeOf } from '../../../../core/targets/select.ts';

const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 40 });
const seed = fc.integer({ min: 0, max: 2 ** 31 });

describe('seeded selection', () => {
  it('depends on seed, name and ids, and not on the order in which they come', () => {
    fc.assert(
      fc.property(ids, seed, (all, s) => {
        expect(seededOrder([...all].reverse(), s, 'web')).toEqual(seededOrder(all, s, 'web'));
      }),
    );
  });

  it('leaves the order of the rest when one is added', () => {
    fc.assert(
      fc.property(ids, fc.string({ minLength: 13, maxLength: 14 }), seed, (all, more, s) => {
        expect(seededOrder([...all, more], s, 'web').filter((id) => id !== more)).toEqual(seededOrder(all, s, 'web'));
      }),
    );
  });

  it('takes more by keeping all it had', () => {
    fc.assert(
      fc.property(ids, seed, fc.nat(40), (all, s, count) => {
        const fewer = select(all, { count: count + 1 }, s, 'web');
        expect(select(all, { count: count + 2 }, s, 'web').slice(0, fewer.length)).toEqual(fewer);
      }),
    );
  });

  it('gives every resource its turn: over 3,000 seeds each of six is first about 500 times', () => {
    const firsts = new Map<string, number>();
    const all = ['i-1', 'i-2', 'i-3', 'i-4', 'i-5', 'i-6'];
    for (let s = 0; s < 3000; s++) {
      const [first = ''] = select(all, { count: 1 }, s, 'web');
      firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    // Chi-squared with five degrees of freedom: 20.5 is exceeded once in a thousand.
    const chi = all.reduce((sum, id) => sum + ((firsts.get(id) ?? 0) - 500) ** 2 / 500, 0);
    expect(chi).toBeLessThan(20.5);
  });

  it('differs by the target’s name', () => {
    const all = Array.from({ length: 30 }, (_, n) => `i-${n}`);
    expect(seededOrder(all, 7, 'web')).not.toEqual(seededOrder(all, 7, 'api'));
  });

  it.each([
    [{ all: true } as const, 6, 6],
    [{ count: 2 }, 6, 2],
    [{ count: 9 }, 6, 6],
    [{ percent: 50 }, 5, 2],
    [{ percent: 1 }, 6, 1],
    [{ percent: 0 }, 6, 0],
    [{ percent: 100 }, 0, 0],
    [{ percent: 7 }, 100, 7],
  ])('takes of %j of %i: %i', (selection, available, size) => {
    expect(sizeOf(selection, available)).toBe(size);
  });
});
