import { describe, expect, it } from 'vitest';
import { wavesOf } from '../../../../core/experiment/waves.ts';
import { injectionTime, timesOf, tooLong } from '../../../../core/plan/times.ts';
import { zoneDrill } from '../../../fixtures/history/definition.ts';

const minutes = (n: number) => n * 60_000;

describe('the time of the waves', () => {
  const steps = [
    { wave: 1, duration: minutes(5) },
    { wave: 1, duration: minutes(10) },
    { wave: 2, duration: 0 },
    { wave: 3, duration: minutes(3) },
  ];

  it('is the longest of each, one after the other', () => {
    expect(injectionTime(steps)).toBe(minutes(13));
    expect(timesOf(zoneDrill, steps, 0).waves).toBe(minutes(13 + 3));
    expect(wavesOf([{ id: 'a' }, { id: 'b', after: [] }, { id: 'c' }])).toEqual([['a', 'b'], ['c']]);
  });

  it('may not exceed maxDuration, nor the lease twelve hours', () => {
    const times = timesOf(zoneDrill, steps, 0);
    expect(tooLong(zoneDrill, steps, times)).toBeUndefined();
    expect(tooLong({ ...zoneDrill, maxDuration: 'PT12M' }, steps, times)).toContain(
      '13 min, longer than maxDuration PT12M',
    );
    expect(tooLong(zoneDrill, steps, { ...times, lease: minutes(721) })).toContain('a lease of 721 min');
  });
});

describe('the gate’s time', () => {
  it('is long enough for the slowest probe’s samples', () => {
    const [first, ...others] = zoneDrill.hypothesis.probes;
    const slow = { ...first!, minSamples: 20 };
    const hypothesis = { ...zoneDrill.hypothesis, probes: [slow, ...others] };
    expect(timesOf({ ...zoneDrill, hypothesis }, [], 0).gate).toBe(minutes(19 + 5 + 2));
  });
});
