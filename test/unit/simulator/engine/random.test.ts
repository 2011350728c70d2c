import { expect, it } from 'vitest';
import { meanOf, Sampler } from '../../../../simulator/engine/distributions.ts';
import { stream } from '../../../../simulator/engine/random.ts';

const draw = (n: number, next: () => number): number[] => Array.from({ length: n }, next);
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
const deviation = (values: readonly number[]): number => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((x) => (x - centre) ** 2)));
};
const n = 200_000;

it('gives the numbers it has always given', () => {
  const random = stream(7, 'arrivals/shoppers');
  expect(draw(4, () => random.next())).toMatchInlineSnapshot(`
    [
      0.577850767178461,
      0.18375348253175616,
      0.9741485300473869,
      0.33962130383588374,
    ]
  `);
});

it('gives the same numbers for the same seed and name, and unrelated ones otherwise', () => {
  const first = (seed: number, name: string) => {
    const random = stream(seed, name);
    return draw(1000, () => random.next());
  };
  expect(first(7, 'a')).toEqual(first(7, 'a'));
  for (const other of [first(8, 'a'), first(7, 'b'), first(-7, 'a'), first(7.5, 'a')]) {
    const base = first(7, 'a');
    const product = base.map((x, i) => (x - 0.5) * (other[i]! - 0.5) * 12);
    expect(Math.abs(mean(product))).toBeLessThan(4 / Math.sqrt(1000));
  }
});

it('is uniform: 256 bins pass a χ² test', () => {
  const random = stream(3, 'uniform');
  const bins = new Array<number>(256).fill(0);
  for (let i = 0; i < n; i++) bins[random.int(256)]!++;
  const chi2 = bins.reduce((sum, seen) => sum + (seen - n / 256) ** 2 / (n / 256), 0);
  // 255 degrees of freedom: mean 255, standard deviation 22.6.
  expect(Math.abs(chi2 - 255)).toBeLessThan(4 * 22.6);
});

it('draws exponentials with mean and deviation alike', () => {
  const random = stream(4, 'x');
  const values = draw(n, () => random.exponential(20));
  expect(mean(values)).toBeCloseTo(20, 0);
  expect(deviation(values) / 20).toBeCloseTo(1, 1);
  expect(Math.min(...values.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
});

it('draws normals of mean 0 and deviation 1, half of them within 0.6745', () => {
  const random = stream(5, 'x');
  const values = draw(n, () => random.normal());
  expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(n));
  expect(deviation(values)).toBeCloseTo(1, 1);
  expect(values.filter((x) => Math.abs(x) < 0.67449).length / n).toBeCloseTo(0.5, 2);
});

it('draws log-normals whose median and 99th percentile are those asked for', () => {
  const sorted = (values: number[]) => values.sort((a, b) => a - b);
  const random = stream(6, 'x');
  const sampler = new Sampler({ kind: 'log-normal', median: 12, p99: 50 }, stream(6, 'x'));
  const values = draw(n, () => sampler.draw());
  expect(values.slice(0, 5).map((x) => x.toFixed(9))).toEqual(
    draw(5, () => random.logNormal(12, 50)).map((x) => x.toFixed(9)),
  );
  expect(mean(values)).toBeCloseTo(meanOf({ kind: 'log-normal', median: 12, p99: 50 }), 0);
  sorted(values);
  expect(Math.abs(values[n / 2]! / 12 - 1)).toBeLessThan(0.01);
  expect(Math.abs(values[0.99 * n]! / 50 - 1)).toBeLessThan(0.02);
});

it('draws a fixed time as it is, a median of zero as zero, and refuses what is no time', () => {
  const random = stream(1, 'x');
  expect(new Sampler({ kind: 'exactly', value: 40 }, random).draw()).toBe(40);
  expect(new Sampler({ kind: 'log-normal', median: 0, p99: 0 }, random).draw()).toBe(0);
  expect(() => new Sampler({ kind: 'exactly', value: -1 }, random)).toThrow(RangeError);
  expect(() => new Sampler({ kind: 'log-normal', median: 5, p99: 4 }, random)).toThrow(RangeError);
});
