import { expect, test } from 'vitest';
import { predictionOf, type Rehearsal } from '../../../../apps/local/prediction.ts';

const held = (seed: number, recoveredAfter = 30_000): Rehearsal => ({
  seed,
  end: 'completed',
  verdict: 'held',
  recovery: 'restored',
  reason: 'All probes stayed within tolerance',
  recoveredAfter,
});
const refuted = (seed: number, reason = 'p99 reached 900 at 09:31 UTC, above 800'): Rehearsal => ({
  seed,
  end: 'aborted',
  verdict: 'refuted',
  recovery: 'restored',
  reason,
});

test('all held: never certain, by Wilson’s interval', () => {
  const prediction = predictionOf(
    'shop',
    [1, 2, 3, 4, 5].map((seed) => held(seed)),
  );
  expect(prediction).toMatchObject({ world: 'shop', rehearsals: 5, held: 5, share: 1, verdict: 'held', cutShort: 0 });
  expect(prediction.interval[0]).toBeCloseTo(0.5655, 3);
  expect(prediction.interval[1]).toBe(1);
  expect(prediction.reason).toBeUndefined();
});

test('the verdict is the most frequent, and of equally frequent ones the worst', () => {
  const verdict = (...outcomes: Rehearsal[]) => predictionOf('shop', outcomes).verdict;
  const unclear: Rehearsal = { ...refuted(9), verdict: 'inconclusive' };
  expect(verdict(held(1), held(2), refuted(3))).toBe('held');
  expect(verdict(held(1), refuted(2))).toBe('refuted');
  expect(verdict(held(1), unclear)).toBe('inconclusive');
  expect(verdict(refuted(1), unclear)).toBe('refuted');
});

test('reasons that differ in figures and times are one, and the most frequent is said', () => {
  const prediction = predictionOf('shop', [
    refuted(1, 'success-rate fell to 71.85 at 09:30 UTC, below 99.5'),
    refuted(2, 'p99 reached 1,756.69 at 09:30 UTC, above 800'),
    refuted(3, 'p99 reached 902 at 09:33 UTC, above 800'),
    held(4),
  ]);
  expect(prediction.reason).toEqual({ of: 2, says: 'p99 reached 1,756.69 at 09:30 UTC, above 800' });
  expect(prediction.cutShort).toBe(3);
});

test('recovery is told of those that recovered: the median by nearest rank, and the longest', () => {
  const prediction = predictionOf('shop', [held(1, 90_000), held(2, 10_000), held(3, 20_000), refuted(4)]);
  expect(prediction.recovery).toEqual({ of: 3, median: 20_000, longest: 90_000 });
  expect(predictionOf('shop', [refuted(1)]).recovery).toBeUndefined();
});
