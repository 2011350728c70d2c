import { expect, it } from 'vitest';
import { LatencyRecorder } from '../../../../simulator/engine/histogram.ts';
import {
  addHistogram,
  addSamples,
  emptySet,
  mergeSets,
  statistic,
} from '../../../../simulator/metrics/statistic-set.ts';

it('knows the plain statistics of samples', () => {
  const set = emptySet();
  addSamples(set, 100, 3);
  addSamples(set, 0, 1);
  const stats = ['Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount'].map((stat) => statistic(set, stat));
  expect(stats).toEqual([75, 300, 0, 100, 4]);
});

it.each([
  ['p0', 0],
  ['p25', 0],
  ['p26', 100],
  ['p99.9', 100],
])('reads %s by nearest rank', (stat, expected) => {
  const set = emptySet();
  addSamples(set, 100, 3);
  addSamples(set, 0, 1);
  expect(statistic(set, stat)).toBe(expected);
});

it('reads percentiles of latencies over merged periods, to 1 %', () => {
  const sets = [0, 1].map((half) => {
    const recorder = new LatencyRecorder();
    for (let i = 1; i <= 500; i++) recorder.record(half * 500 + i);
    const set = emptySet(true);
    addHistogram(set, recorder.snapshot());
    return set;
  });
  const merged = mergeSets(sets);
  expect(statistic(merged, 'SampleCount')).toBe(1000);
  expect(Math.abs(statistic(merged, 'p99') - 990)).toBeLessThan(10);
  expect(Math.abs(statistic(merged, 'p50') - 500)).toBeLessThan(5);
  expect(statistic(merged, 'Maximum')).toBe(1000);
});

it('refuses a statistic that it does not know, by name', () => {
  const set = emptySet();
  addSamples(set, 1, 1);
  for (const stat of ['tm99', 'IQM', 'average', 'p101', 'p']) {
    expect(() => statistic(set, stat)).toThrow(
      expect.objectContaining({ name: 'NotSimulated', message: expect.stringContaining(stat) }),
    );
  }
});
