import { type Check, lasting, type Touched } from '../finding.ts';
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
    const span = spanOf(waves);
    if (span > 0 && soonest >= span)
      return {
        weight: span > boundsItself ? 'disqualifies' : 'warns',
        says: `is too slow for faults of ${lasting(span)}, which end by themselves before it could end them (${lasting(soonest)} at best): judge shorter periods, or fewer of them`,
      };
    if (span > 0 && total > toleratedAtMost)
      return {
        weight: 'disqualifies',
        says: `lets harm go on for ${lasting(total)} at worst, and ${lasting(toleratedAtMost)} is the most: judge shorter periods, or fewer of them`,
      };
    const latest = total - stop + deliver;
    const missed = waves.find(({ lasts }) => lasts > 0 && lasts <= latest);
    if (missed)
      return {
        weight: 'warns',
        says: `may come too late for faults of ${lasting(missed.lasts)}: until ALARM it takes ${lasting(detect)} at worst`,
      };
    return span > 0 && total > worthSaying
      ? {
          weight: 'warns',
          says: `lets harm go on for ${lasting(total)} at worst: judge shorter periods, or fewer of them`,
        }
      : undefined;
  },
};

/** From the first fault until the last one is over, or begins: what comes later than that has nothing to stop. */
function spanOf(waves: Touched['waves']): number {
  const ends = waves.map(({ begins, lasts }) => begins + lasts);
  return waves.length === 0 ? 0 : Math.max(...ends) - Math.min(...waves.map(({ begins }) => begins));
}
