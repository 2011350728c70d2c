import { expect, it } from 'vitest';
import { stream } from '../../../../../simulator/engine/random.ts';
import { poisson } from '../../../../../simulator/traffic/closed-form/noise.ts';

it.each([0.05, 3, 29, 400])('draws counts with mean and variance %d', (mean) => {
  const random = stream(1, `poisson/${mean}`);
  const draws = Array.from({ length: 20_000 }, () => poisson(mean, random));
  const average = draws.reduce((sum, n) => sum + n, 0) / draws.length;
  const variance = draws.reduce((sum, n) => sum + (n - average) ** 2, 0) / draws.length;
  expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(mean / draws.length));
  expect(variance / mean).toBeGreaterThan(0.9);
  expect(variance / mean).toBeLessThan(1.1);
});

it('draws nothing from nothing', () => {
  expect(poisson(0, stream(1, 'nothing'))).toBe(0);
});
