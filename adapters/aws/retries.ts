/** Tries of our own, for what the SDK takes as an answer and we know to be a mishap: contention above all. */
import type { Millis } from '../../core/ports/clock.ts';
import { allowance, type Bounds } from './clients.ts';

const shortest: Millis = 25;
const longest: Millis = 1000;
const mostTries = 12;

/** Full jitter: anything from 0 to a bound that doubles with each try. */
export const pauseBefore = (attempt: number, chance: () => number = Math.random): Millis =>
  chance() * Math.min(longest, shortest * 2 ** (attempt - 1));

const pause = (millis: Millis): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));

/**
 * `work` again while it throws what `again` says is worth it, at most twelve times in all
 * and never past the caller's time.
 * @throws what the last try threw
 */
export async function retried<T>(
  work: () => Promise<T>,
  again: (error: unknown) => boolean,
  bounds: Bounds = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const millis = pauseBefore(attempt);
      if (attempt === mostTries || !again(error) || bounds.signal?.aborted || allowance(bounds) <= millis) throw error;
      await pause(millis);
    }
  }
}
