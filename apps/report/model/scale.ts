/** Where values and instants fall, and the ticks that a person can read. */
import type { Instant } from '../../../core/ports/clock.ts';

export interface ValueScale {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

const niceSteps = [1, 2, 2.5, 5, 10];

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return (niceSteps.find((s) => s * power >= rough * 0.999) ?? 10) * power;
}

/** The smallest scale with nice bounds that holds all values, with about `wanted` steps. */
export function valueScale(values: readonly number[], wanted = 4): ValueScale {
  let low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  let high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return { from: 0, to: 1, ticks: [0, 1] };
  // Closer than their digits can tell apart counts as one value.
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low <= size * 1e-9 || size < 1e-12) {
    const room = size < 1e-12 ? 1 : size * 0.1;
    low -= room;
    high += room;
  }
  // A scale that begins near zero anyway begins at zero: heights can then be compared.
  if (low > 0 && low < high * 0.4) low = 0;
  const step = niceStep((high - low) / wanted);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => round((first + i) * step, step));
  return { from: ticks[0]!, to: ticks.at(-1)!, ticks };
}

const round = (value: number, step: number): number => {
  // As many as the step itself has: `toFixed` takes no more than a hundred.
  const digits = Math.min(100, Math.max(0, 1 - Math.floor(Math.log10(step))));
  return Number(value.toFixed(digits));
};

/** 0 at `from`, 1 at `to`; outside values go beyond. */
export const place = (value: number, scale: { readonly from: number; readonly to: number }): number =>
  scale.to === scale.from ? 0 : (value - scale.from) / (scale.to - scale.from);

export interface TimeTick {
  readonly at: Instant;
  /** In the axis' unit, from the origin: "−5", "0", "+5". */
  readonly label: string;
  /** Shown on a phone too. */
  readonly major: boolean;
}

export interface TimeAxis {
  readonly from: Instant;
  readonly to: Instant;
  readonly origin: Instant;
  readonly unit: 'seconds' | 'minutes' | 'hours';
  readonly ticks: readonly TimeTick[];
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const timeSteps = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200].map(
  (s) => s * second,
);

/** At most about twelve ticks, of which at most five are major; the origin is always one of both. */
export function timeAxis(from: Instant, to: Instant, origin: Instant): TimeAxis {
  const length = Math.max(to - from, 10 * second);
  const unit = length <= 3 * minute ? 'seconds' : length <= 4 * hour ? 'minutes' : 'hours';
  const divisor = unit === 'seconds' ? second : unit === 'minutes' ? minute : hour;
  const fits = timeSteps.filter((s) => unit === 'seconds' || s >= minute);
  const step = fits.find((s) => length / s <= 12) ?? Math.ceil(length / 12 / (24 * hour)) * 24 * hour;
  const every = Math.max(1, Math.ceil(length / step / 4));
  const ticks: TimeTick[] = [];
  for (let i = Math.ceil((from - origin) / step); origin + i * step <= from + length; i++) {
    const amount = (i * step) / divisor;
    const label = amount === 0 ? '0' : `${amount < 0 ? '−' : '+'}${Number(Math.abs(amount).toFixed(2))}`;
    ticks.push({ at: origin + i * step, label, major: i % every === 0 });
  }
  return { from, to: from + length, origin, unit, ticks };
}
