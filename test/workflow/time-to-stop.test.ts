import { expect, it } from 'vitest';
import { measured } from '../../bench/time-to-stop.ts';
import { latencies } from '../../core/stop-conditions/latencies.ts';

it('every way to stop ends the last fault within what the table of latencies allows it', async () => {
  const spreads = new Map((await measured(0.04)).map((spread) => [spread.path, spread]));
  const { delivery, recovery, sample, sweep, stopping, postActions } = latencies;
  const worst = (path: 'event' | 'poll' | 'sweeper' | 'reaper') => {
    const { raised, stopped } = spreads.get(path)!;
    expect(Math.min(...raised)).toBeGreaterThanOrEqual(0);
    expect(Math.min(...stopped)).toBeGreaterThan(0);
    return { raised: Math.max(...raised), stopped: Math.max(...stopped) };
  };
  const after = stopping.worst + postActions.worst;
  expect(worst('event').raised).toBeLessThanOrEqual(delivery.worst);
  expect(worst('event').stopped).toBeLessThanOrEqual(delivery.worst + after);
  expect(worst('poll').raised).toBeLessThanOrEqual(sample.worst + recovery.worst);
  expect(worst('poll').raised).toBeGreaterThan(delivery.worst);
  expect(worst('poll').stopped).toBeLessThanOrEqual(sample.worst + recovery.worst + after);
  expect(worst('sweeper').raised).toBeLessThanOrEqual(sweep.worst + recovery.worst);
  expect(worst('sweeper').raised).toBeGreaterThan(sample.worst + recovery.worst);
  // The reaper is the last: the faults of ten minutes are over by themselves before it comes.
  expect(worst('reaper').stopped).toBeLessThan(10 * 60_000);
  expect(worst('reaper').raised).toBeGreaterThan(10 * 60_000);
});
