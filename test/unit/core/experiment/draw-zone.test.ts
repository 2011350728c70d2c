import { describe, expect, it } from 'vitest';
import { drawZone, type PastDraw } from '../../../../core/experiment/draw-zone.ts';

const zones = ['az3', 'az1', 'az2'];
const begin = 20_260_101;
const draw = (seed: number, past: readonly PastDraw[] = [], how: 'any' | 'alternate' = 'alternate') =>
  drawZone({ zones, seed, name: 'zone', draw: how, past })!;
const run = (zone: string, n = 0): PastDraw => ({ runId: `run-${n}`, parameters: { zone } });

/** Pearson’s, of counts that should all be equal. */
const chiSquare = (counts: readonly number[], expected: number): number =>
  counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);

/** So many runs, one after the other, each by a seed of its own. */
function runs(count: number, how: 'any' | 'alternate', from: number): readonly string[] {
  const past: PastDraw[] = [];
  for (let n = 0; n < count; n++) past.unshift(run(draw(from + n, past, how).zone, n));
  return past.map(({ parameters }) => String(parameters.zone)).reverse();
}

describe(`a zone by chance, seeds from ${begin} on`, () => {
  it('is each of them equally often, and hangs on nothing but seed and name', () => {
    const counts = Map.groupBy(runs(3000, 'any', begin), (zone) => zone);
    // χ² with two degrees of freedom: above 13.8 once in a thousand.
    expect(
      chiSquare(
        [...counts.values()].map(({ length }) => length),
        1000,
      ),
    ).toBeLessThan(13.8);
    expect(draw(begin, [run('az1')], 'any')).toEqual(draw(begin, [], 'any'));
    expect(draw(7, [], 'any').because).toBe('drawn from az1, az2, az3 by seed 7');
  });

  it('takes turns if asked: never the same twice in a row, and every zone once before any is hit again', () => {
    for (let seed = begin; seed < begin + 2000; seed += 100) {
      const order = runs(60, 'alternate', seed);
      for (let n = 0; n < order.length; n += 3) expect(new Set(order.slice(n, n + 3)).size, `seed ${seed}`).toBe(3);
      expect(
        order.some((zone, n) => zone === order[n + 1]),
        `seed ${seed}`,
      ).toBe(false);
    }
    const first = Map.groupBy(
      Array.from({ length: 3000 }, (_, n) => draw(begin + n).zone),
      (zone) => zone,
    );
    expect(
      chiSquare(
        [...first.values()].map(({ length }) => length),
        1000,
      ),
    ).toBeLessThan(13.8);
  });

  it('says why, with the run that came before', () => {
    expect(draw(7).because).toBe('drawn from az1, az2, az3 by seed 7, which no run has hit');
    expect(draw(7, [run('az1'), run('az2')])).toEqual({
      zone: 'az3',
      among: ['az3'],
      because: 'its turn: it is the only one that no run has hit',
    });
    expect(draw(7, [run('az1', 3), run('az2', 2), run('az3', 1), run('az1', 0)])).toEqual({
      zone: 'az3',
      among: ['az3'],
      because: 'its turn: it was hit longest ago, by run run-1',
    });
    expect(drawZone({ zones: [], seed: 1, name: 'zone', past: [] })).toBeUndefined();
  });
});
