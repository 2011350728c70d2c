/** Lengths of time in sentences. */
import { spanOf } from '../../experiment/durations.ts';
import type { Timed } from '../../history/measured.ts';

/** `4 min 10 s`, `between 3 min 10 s and 4 min 10 s`, or `at most 30 s`. */
export function rangeOf({ least, most }: Extract<Timed, { is: 'measured' }>): string {
  if (spanOf(least) === spanOf(most)) return spanOf(most);
  return least === 0 ? `at most ${spanOf(most)}` : `between ${spanOf(least)} and ${spanOf(most)}`;
}
