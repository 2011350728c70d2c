import fc from 'fast-check';
import { expect, test } from 'vitest';
import { edits, nearest } from '../../../../core/validation/nearest.ts';

test('a swap of neighbours is one edit, like a letter more, less or other', () => {
  expect(edits('atLeats', 'atLeast')).toBe(1);
  expect(edits('zon', 'zone')).toBe(1);
  expect(edits('zonee', 'zone')).toBe(1);
  expect(edits('zome', 'zone')).toBe(1);
  expect(edits('kitten', 'sitting')).toBe(3);
});

test('is a distance: nothing to itself, the same both ways, never more than the longer text', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(edits(a, a)).toBe(0);
      expect(edits(a, b)).toBe(edits(b, a));
      expect(edits(a, b)).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      expect(edits(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(edits(a, b) === 0).toBe(a === b);
    }),
  );
});

test('the closest name within a third of the letters, whatever the case', () => {
  const known = ['stopAlarms', 'stopWhen', 'windows'];
  expect(nearest('stopalarm', known)).toBe('stopAlarms');
  expect(nearest('stopWehn', known)).toBe('stopWhen');
  expect(nearest('alarms', known)).toBeUndefined();
  expect(nearest('x', known)).toBeUndefined();
  expect(nearest('winter', [])).toBeUndefined();
});

test('a very long text costs nothing to compare', () => {
  expect(nearest('x'.repeat(1_000_000), ['zone', 'region'])).toBeUndefined();
});
