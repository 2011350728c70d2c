/** What the network does to one exchange with a server, beside what it does to all. Both ways of making traffic go by it. */
import type { Impairment } from '../fleet.ts';
import type { Millis } from '../model.ts';
import { losses, lossLimit, retransmissionDelay } from './loss.ts';

export interface Road {
  /** Below 0 where jitter brings forward what is delayed anyway. */
  readonly delay: Millis;
  /** Lost so often in a row that it has failed. */
  readonly broken: boolean;
}

const clear: Road = { delay: 0, broken: false };

/**
 * Each impairment befalls it or not, whatever the others do; delays add up.
 * @param zone of the other end; undefined for one that is in none
 */
export function roadOf(
  impairments: readonly Impairment[] | undefined,
  zone: string | undefined,
  random: { next(): number },
): Road {
  if (!impairments || impairments.length === 0) return clear;
  let delay = 0;
  let broken = false;
  for (const { share, latency, jitter, lossShare, zone: only } of impairments) {
    if (only !== undefined && only !== zone) continue;
    if (share < 1 && random.next() >= share) continue;
    delay += jitter > 0 ? latency + (2 * random.next() - 1) * jitter : latency;
    if (lossShare === 0) continue;
    const lost = losses(lossShare, random);
    delay += retransmissionDelay(lost);
    broken ||= lost === lossLimit;
  }
  return { delay, broken };
}

/** Those that are about some zone: what a server that calls another meets of its own. */
export const aboutZones = (impairments: readonly Impairment[] | undefined): readonly Impairment[] =>
  impairments?.filter(({ zone }) => zone !== undefined) ?? [];
