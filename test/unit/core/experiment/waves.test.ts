import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ancestors, wavesOf } from '../../../../core/experiment/waves.ts';

test('one after the other by default, at once with an empty list', () => {
  expect(wavesOf([{ id: 'a' }, { id: 'b' }, { id: 'c', after: [] }])).toEqual([['a', 'c'], ['b']]);
  expect(wavesOf([{ id: 'a' }, { id: 'b', after: [] }, { id: 'c', after: ['a', 'b'] }, { id: 'd' }])).toEqual([
    ['a', 'b'],
    ['c'],
    ['d'],
  ]);
  expect(wavesOf([])).toEqual([]);
});

test('steps that wait for each other, or for nobody there, are an error by name', () => {
  expect(() => wavesOf([{ id: 'a', after: ['b'] }, { id: 'b' }])).toThrow(
    expect.objectContaining({ name: 'CyclicSteps' }),
  );
  expect(() => wavesOf([{ id: 'a', after: ['x'] }])).toThrow(expect.objectContaining({ name: 'CyclicSteps' }));
});

test('whatever the order: each step once, one wave after the last that it waits for', () => {
  const steps = fc
    .array(fc.option(fc.array(fc.nat(7), { maxLength: 3 }), { nil: undefined }), { minLength: 1, maxLength: 8 })
    .map((all) =>
      all.map((after, i) => ({
        id: `s${i}`,
        // Only steps above it, so that there is no circle.
        ...(after && { after: i === 0 ? [] : [...new Set(after.map((n) => `s${n % i}`))] }),
      })),
    );
  fc.assert(
    fc.property(steps, (all) => {
      const waves = wavesOf(all);
      expect(waves.flat().sort()).toEqual(all.map(({ id }) => id).sort());
      const waveOf = new Map(waves.flatMap((ids, n) => ids.map((id) => [id, n] as const)));
      for (const [i, { id }] of all.entries()) {
        const before = [...ancestors(all, i)].map((other) => waveOf.get(other)!);
        expect(waveOf.get(id)).toBe(Math.max(-1, ...before) + 1);
      }
    }),
  );
});
