/** Lengths of time in sentences. */
import type { Timed } from '../../history/measured.ts';
import type { Millis } from '../../ports/clock.ts';

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** 250,000 → `4 min 10 s`; below ten seconds with one decimal. */
export function spanOf(duration: Millis): string {
  if (duration < 10_000) return `${Number((duration / 1000).toFixed(1))} s`;
  let left = Math.round(duration / 1000);
  const parts = units.flatMap(([unit, seconds]) => {
    const amount = Math.floor(left / seconds);
    left -= amount * seconds;
    return amount > 0 ? [`${amount} ${unit}`] : [];
  });
  return parts.slice(0, 2).join(' ');
}

/** `4 min 10 s`, `between 3 min 10 s and 4 min 10 s`, or `at most 30 s`. */
export function rangeOf({ least, most }: Extract<Timed, { is: 'measured' }>): string {
  if (spanOf(least) === spanOf(most)) return spanOf(most);
  return least === 0 ? `at most ${spanOf(most)}` : `between ${spanOf(least)} and ${spanOf(most)}`;
}
