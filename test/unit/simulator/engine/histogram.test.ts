import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bucketOf, LatencyRecorder, merge, percentile, startOf } from '../../../../simulator/engine/histogram.ts';

const latency = fc.double({ min: 0.001, max: 200_000_000, noNaN: true });
const recorded = (values: readonly number[]) => {
  const recorder = new LatencyRecorder();
  for (const value of values) recorder.record(value);
  return recorder.snapshot();
};

it('puts every latency in a bucket less than 1 % wide', () => {
  fc.assert(
    fc.property(latency, (ms) => {
      const bucket = bucketOf(ms);
      expect(startOf(bucket)).toBeLessThanOrEqual(ms);
      expect(startOf(bucket + 1)).toBeGreaterThan(ms);
      expect(startOf(bucket + 1) / startOf(bucket)).toBeLessThanOrEqual(1.01);
    }),
    { seed: 3, numRuns: 1000 },
  );
});

it('answers every percentile within 1 % of the exact one, by nearest rank', () => {
  fc.assert(
    fc.property(fc.array(latency, { minLength: 1, maxLength: 200 }), fc.integer({ min: 1, max: 100 }), (values, p) => {
      const exact = [...values].sort((a, b) => a - b)[Math.ceil((p / 100) * values.length) - 1]!;
      expect(Math.abs(percentile(recorded(values), p) / exact - 1)).toBeLessThanOrEqual(0.01);
    }),
    { seed: 4, numRuns: 500 },
  );
});

it('merges windows as if they had been one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 30 }), { maxLength: 5 }),
      (windows) => {
        expect(merge(windows.map(recorded))).toEqual(recorded(windows.flat()));
      },
    ),
    { seed: 5 },
  );
});

it('starts afresh after a reset', () => {
  const recorder = new LatencyRecorder();
  for (const ms of [0, 5, 70_000, 1e12]) recorder.record(ms);
  recorder.reset();
  expect(recorder.snapshot()).toEqual(recorded([]));
  recorder.record(5);
  expect(recorder.snapshot()).toEqual(recorded([5]));
});

it('keeps count, sum and extremes exactly, zero and weights included', () => {
  const recorder = new LatencyRecorder();
  recorder.record(0);
  recorder.record(250, 3);
  const { count, sum, min, max } = recorder.snapshot();
  expect({ count, sum, min, max }).toEqual({ count: 4, sum: 750, min: 0, max: 250 });
  expect(percentile(recorder.snapshot(), 50)).toBe(250);
  expect(percentile(recorder.snapshot(), 0)).toBe(0);
  expect(percentile(recorded([]), 99)).toBeNaN();
});
