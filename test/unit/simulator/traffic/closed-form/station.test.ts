import { expect, it } from 'vitest';
import { stream } from '../../../../../simulator/engine/random.ts';
import { erlangB, erlangC, meanWait } from '../../../../../simulator/queueing/closed-forms.ts';
import { Station } from '../../../../../simulator/traffic/closed-form/station.ts';

const station = (load: number, servers: number, places: number, variation = 1) =>
  new Station({ load, hold: 10, variation, servers, places });

it.each([
  [1, 0.9],
  [5, 4],
  [20, 18],
])('with room for all, %i servers at load %d make wait as Erlang C says', (servers, load) => {
  expect(station(load, servers, 2000).waits).toBeCloseTo(erlangC(servers, load), 6);
});

it('without room, refuses as Erlang B says', () => {
  expect(station(8, 10, 0).refused).toBeCloseTo(erlangB(10, 8), 9);
});

it('beyond saturation, serves what it can and refuses the rest, with a full queue', () => {
  const full = station(20, 10, 50);
  expect(full.refused).toBeCloseTo(0.5, 2);
  expect(full.queue).toBeGreaterThan(48);
});

it('draws waits whose mean is that of M/M/c', () => {
  const random = stream(1, 'waits');
  const crowded = station(4, 5, 500);
  const draws = 40_000;
  let sum = 0;
  for (let i = 0; i < draws; i++) sum += crowded.wait(random);
  const mean = (sum / draws) * crowded.waits;
  // Waits are nearly exponential: a standard error is mean / √draws, 0.5 %.
  expect(Math.abs(mean / meanWait(5, 4, 10) - 1)).toBeLessThan(0.02);
});

it('shortens waits for holding times that vary less, but not in a saturated queue', () => {
  const mean = (load: number, variation: number) => {
    const random = stream(1, 'waits');
    const at = station(load, 5, 500, variation);
    return Array.from({ length: 2000 }, () => at.wait(random)).reduce((sum, wait) => sum + wait, 0) / 2000;
  };
  expect(mean(4, 0) / mean(4, 1)).toBeCloseTo(0.5, 6);
  expect(mean(9, 0)).toBe(mean(9, 1));
});

it('has no queue and refuses nothing when nothing comes', () => {
  const { refused, waits, queue } = station(0, 5, 10);
  expect({ refused, waits, queue }).toEqual({ refused: 0, waits: 0, queue: 0 });
});
