/** Tolerances: one value held against what is expected of it, with words for both. */
import type { Tolerance } from '../experiment/schema/probes.ts';

export type SampleValue = number | string | boolean;

/** Baseline: the value that a change is measured from; only `changeAtMost` needs it. */
export function within(tolerance: Tolerance, value: SampleValue, baseline?: number): boolean {
  if ('equals' in tolerance) return value === tolerance.equals;
  if ('oneOf' in tolerance) return tolerance.oneOf.some((allowed) => allowed === value);
  if ('matches' in tolerance) return new RegExp(tolerance.matches).test(String(value));
  if ('status' in tolerance) return value === tolerance.status;
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  if ('atLeast' in tolerance) return value >= Number(tolerance.atLeast);
  if ('atMost' in tolerance) return value <= Number(tolerance.atMost);
  if ('between' in tolerance) return value >= Number(tolerance.between[0]) && value <= Number(tolerance.between[1]);
  return baseline !== undefined && changePercent(value, baseline) <= Number(tolerance.changeAtMost);
}

/** From a baseline of 0 any change at all is unbounded. */
export function changePercent(value: number, baseline: number): number {
  if (value === baseline) return 0;
  return baseline === 0 ? Number.POSITIVE_INFINITY : (Math.abs(value - baseline) / Math.abs(baseline)) * 100;
}

/** `at least 99.5`, for a table's cell or the end of a sentence. */
export function describe(tolerance: Tolerance): string {
  if ('equals' in tolerance) return String(tolerance.equals);
  if ('oneOf' in tolerance) return `one of ${tolerance.oneOf.join(', ')}`;
  if ('matches' in tolerance) return `matching ${tolerance.matches}`;
  if ('status' in tolerance) return `status ${tolerance.status}`;
  if ('atLeast' in tolerance) return `at least ${figure(tolerance.atLeast)}`;
  if ('atMost' in tolerance) return `at most ${figure(tolerance.atMost)}`;
  if ('between' in tolerance) return `between ${figure(tolerance.between[0])} and ${figure(tolerance.between[1])}`;
  return `within ${figure(tolerance.changeAtMost)} % of the baseline`;
}

/** How far out a value is, to find the worst of several; larger is worse. */
export function excess(tolerance: Tolerance, value: SampleValue, baseline?: number): number {
  if (typeof value !== 'number') return 0;
  if ('atLeast' in tolerance) return Number(tolerance.atLeast) - value;
  if ('atMost' in tolerance) return value - Number(tolerance.atMost);
  if ('between' in tolerance)
    return Math.max(Number(tolerance.between[0]) - value, value - Number(tolerance.between[1]));
  return 'changeAtMost' in tolerance && baseline !== undefined ? changePercent(value, baseline) : 0;
}

/** Made once: each look words the values that it saw. */
const figures = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** 2340 → `2,340`; 97.3125 → `97.31`. */
export const figure = (value: SampleValue): string =>
  typeof value === 'number' ? figures.format(value) : String(value);
