import { spanOf } from '../../experiment/durations.ts';
import type { Check, Touched } from '../finding.ts';
import { timingOf } from '../timing.ts';

const minute = 60_000;
/**
 * A fault of at most this is its own bound: no alarm on one-minute metrics ends it much
 * sooner, and refusing it would only make people write longer ones.
 */
const boundsItself = 5 * minute;
/** Of harm that goes on before it is stopped. */
const worthSaying = 10 * minute;
const toleratedAtMost = 30 * minute;

/** Whether it comes before the faults are over by themselves, and before harm has gone on for too long. */
export const tooSlow: Check = {
  check: 'too-slow',
  look({ alarm, touched: { waves } }) {
    const { soonest, total, detect, deliver, stop } = timingOf(alarm);
    const span = allOf(waves);
    if (span > 0 && soonest >= span)
      return {
        weight: span > boundsItself ? 'disqualifies' : 'warns',
        says: `is too slow for faults of ${spanOf(span)}, which end by themselves before it could end them (${spanOf(soonest)} at best): judge shorter periods, or fewer of them`,
      };
    if (span > 0 && total > toleratedAtMost)
      return {
        weight: 'disqualifies',
        says: `lets harm go on for ${spanOf(total)} at worst, and ${spanOf(toleratedAtMost)} is the most: judge shorter periods, or fewer of them`,
      };
    const latest = total - stop + deliver;
    const missed = waves.find(({ lasts }) => lasts > 0 && lasts <= latest);
    if (missed)
      return {
        weight: 'warns',
        says: `may come too late for faults of ${spanOf(missed.lasts)}: until ALARM it takes ${spanOf(detect)} at worst`,
      };
    return span > 0 && total > worthSaying
      ? {
          weight: 'warns',
          says: `lets harm go on for ${spanOf(total)} at worst: judge shorter periods, or fewer of them`,
        }
      : undefined;
  },
};

/** From the first fault until the last one is over, or begins: what comes later than that has nothing to stop. */
function allOf(waves: Touched['waves']): number {
  const ends = waves.map(({ begins, lasts }) => begins + lasts);
  return waves.length === 0 ? 0 : Math.max(...ends) - Math.min(...waves.map(({ begins }) => begins));
}
