/** When a probe was back within tolerance for good, by its samples between two instants. */
import type { Probe } from '../../experiment/schema/probes.ts';
import type { Sample } from '../../history/journal.ts';
import type { Between } from '../../history/measured.ts';
import type { Instant, Millis } from '../../ports/clock.ts';
import { breachSentence } from '../../steady-state/breach.ts';
import { periodOf } from '../../steady-state/freshness.ts';

export type Back =
  | ({ readonly is: 'back' } & Between)
  | { readonly is: 'out'; readonly why: string }
  | { readonly is: 'silent'; readonly why: string };

export interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
  /** Between two looks: a probe that asks tells nothing more often. */
  readonly every: Millis;
}

/**
 * What a period's datapoint tells is true of all of it together: a bad one may have been good
 * again from its first second on, and the good one after it may have begun badly, so that only
 * its end is known to be good. A period that straddles the beginning counts, one that straddles
 * the end does not.
 * @param samples judged, of this probe, oldest first
 */
export function backWithin(probe: Probe, samples: readonly Sample[], { from, until, every }: Stretch): Back {
  const period = periodOf(probe);
  const own = samples.filter(({ at }) => at + period > from && at + period <= until);
  const last = own.at(-1);
  if (!last) return { is: 'silent', why: `${probe.id} told nothing of that time` };
  const lastBad = own.findLast(({ ok }) => ok === false);
  if (lastBad === last) return { is: 'out', why: `${breachSentence(probe, [last])}, and was not seen to come back` };
  // Two of what it tells in: one has begun, one may be on its way.
  const patience = 2 * Math.max(period, every);
  if (last.at + period < until - patience)
    return { is: 'silent', why: `${probe.id} told nothing of the last ${Math.round((until - last.at) / 1000)} s` };
  if (!lastBad) return { is: 'back', notBefore: from, notAfter: from };
  const good = own.find(({ at }) => at > lastBad.at) ?? last;
  return { is: 'back', notBefore: Math.max(from, lastBad.at), notAfter: Math.max(from, good.at + period) };
}
