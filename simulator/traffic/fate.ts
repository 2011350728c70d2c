/** What the mishaps of a call, or of a request, come to together. Both ways of making traffic go by it. */
import type { Mishap } from '../fleet.ts';
import type { Millis } from '../model.ts';

export interface Fate {
  readonly outcome: Mishap['outcome'];
  readonly delay: Millis;
}

const worseLast: readonly Mishap['outcome'][] = ['late', 'spoiled', 'unanswered', 'refused', 'silent'];
const unharmed: Fate = { outcome: 'late', delay: 0 };

/** Each befalls it or not, whatever the others do; delays add up, and the worst outcome stands. */
export function fateOf(mishaps: readonly Mishap[] | undefined, random: { next(): number }): Fate {
  if (!mishaps || mishaps.length === 0) return unharmed;
  let worst = 0;
  let delay = 0;
  for (const { share, outcome, latency, jitter } of mishaps) {
    if (share < 1 && random.next() >= share) continue;
    delay += Math.max(0, jitter > 0 ? latency + (2 * random.next() - 1) * jitter : latency);
    worst = Math.max(worst, worseLast.indexOf(outcome));
  }
  return { outcome: worseLast[worst]!, delay };
}
