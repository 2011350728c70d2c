/** Independent replications: a mean over seeds with its standard error. */
import { expect } from 'vitest';

export interface Estimate {
  readonly mean: number;
  readonly standardError: number;
  readonly replications: number;
}

export function estimate(values: readonly number[]): Estimate {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return { mean, standardError: Math.sqrt(variance / n), replications: n };
}

/** At least 20 seeds, a standard error of at most 1 % of the mean, and the mean within three of them. */
export function expectWithinThreeStandardErrors(found: Estimate, expected: number, what: string): void {
  const { mean, standardError, replications } = found;
  const line = `${what}: ${mean.toPrecision(5)} ± ${standardError.toPrecision(2)} over ${replications} seeds, expected ${expected.toPrecision(5)}`;
  expect(replications, line).toBeGreaterThanOrEqual(20);
  expect(standardError / mean, line).toBeLessThanOrEqual(0.01);
  expect(Math.abs(mean - expected) / standardError, line).toBeLessThanOrEqual(3);
}

export const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);
