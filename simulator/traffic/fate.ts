/** What the mishaps of a call, or of a request, come to together. Both ways of making traffic go by it. */
import type { Mishap } from '../fleet.ts';
import type { Millis } from '../model.ts';
import { losses, lossLimit, retransmissionDelay } from './loss.ts';
import { isAmong, place } from './nature.ts';

export interface Fate {
  readonly outcome: Mishap['outcome'];
  readonly delay: Millis;
  /** For so long its connection is kept once it is over. */
  readonly held: Millis;
}

/** Of a request: what its user asked for, and its luck at the server that works on it. 32 bits each. */
export interface Bearer {
  readonly nature: number;
  readonly luck: number;
}

type Chance = { next(): number };

const worseLast: readonly Mishap['outcome'][] = ['late', 'spoiled', 'unanswered', 'refused', 'silent'];
const unharmed: Fate = { outcome: 'late', delay: 0, held: 0 };

/** Each befalls it or not, whatever the others do; delays add up, and the worst outcome stands. */
export function fateOf(mishaps: readonly Mishap[] | undefined, random: Chance, bearer: Bearer): Fate {
  if (!mishaps || mishaps.length === 0) return unharmed;
  let worst = 0;
  let delay = 0;
  let held = 0;
  for (const mishap of mishaps) {
    if (!befalls(mishap, random, bearer)) continue;
    const { outcome, latency, jitter, lossShare = 0 } = mishap;
    delay += Math.max(0, jitter > 0 ? latency + (2 * random.next() - 1) * jitter : latency);
    worst = Math.max(worst, worseLast.indexOf(outcome));
    held += mishap.held ?? 0;
    if (lossShare === 0) continue;
    const lost = losses(lossShare, random);
    delay += retransmissionDelay(lost);
    if (lost === lossLimit) worst = Math.max(worst, worseLast.indexOf('refused'));
  }
  return { outcome: worseLast[worst]!, delay, held };
}

/** Whether a mishap turns the request away before any work is done on it. */
export const turnedAway = (mishaps: readonly Mishap[] | undefined, random: Chance, bearer: Bearer): boolean =>
  mishaps?.some((mishap) => mishap.outcome === 'refused' && befalls(mishap, random, bearer)) ?? false;

/** Those that do not turn it away. */
export const beforeAnswer = (mishaps: readonly Mishap[] | undefined): readonly Mishap[] | undefined =>
  mishaps?.some(({ outcome }) => outcome === 'refused')
    ? mishaps.filter(({ outcome }) => outcome !== 'refused')
    : mishaps;

/** Whether any call that is hindered so shares its fate with the others of its request. */
export const needsLuck = (outgoing: readonly { readonly mishaps?: readonly Mishap[] }[]): boolean =>
  outgoing.some(({ mishaps }) => mishaps?.some(({ once }) => once !== undefined));

function befalls({ share, among, once }: Mishap, random: Chance, { nature, luck }: Bearer): boolean {
  if (among && !isAmong(nature, among)) return false;
  if (share >= 1) return true;
  return (once === undefined ? random.next() : place(luck, once)) < share;
}
