/**
 * Caches hold the data of those whom they serve. Of everybody, a cache serves the share that
 * its lookups say, and holds the data of another share, which follows the first as
 * e^(−t / refill). Those whom it serves and whose data it does not hold miss: when a Region
 * that served a fifth takes over the rest, a fifth of the usual hits is left, and the others
 * come back with `refill`. That users of another Region ask for the same is left out, and so
 * is that requests tried again look for the same twice.
 */
import type { CacheModel, Millis } from '../model.ts';
import type { NodeMeasurements } from '../traffic.ts';
import { cacheRecord } from './caches.ts';
import type { Plane } from './plane.ts';
import type { AudienceRecord } from './state.ts';

const steps = 10;
/** Lookups are counted in windows, and their rate is taken as a mean over this, unless it has jumped. */
const smoothing: Millis = 60_000;
/** A count this many standard errors off is no chance. */
const jump = 3;

/** @param span of the window that was measured. @returns whether a cache has got colder or warmer by a step */
export function followAudiences(plane: Plane, nodes: ReadonlyMap<string, NodeMeasurements>, span: Millis): boolean {
  if (span <= 0) return false;
  let changed = false;
  for (const service of plane.model.services) {
    if (service.kind !== 'cache' || !service.audience) continue;
    const record = cacheRecord(plane, service);
    const { hits = 0, misses = 0 } = nodes.get(service.id) ?? {};
    const next = followed(record.audience, service, hits + misses, span);
    changed ||= record.audience !== undefined && record.audience.warmth !== next.warmth;
    record.audience = next;
  }
  return changed;
}

/** After a window with so many lookups. What was never looked at is in its steady state. */
export function followed(
  before: AudienceRecord | undefined,
  { audience, refill = 0 }: Pick<CacheModel, 'audience' | 'refill'>,
  lookups: number,
  span: Millis,
): AudienceRecord {
  const everybody = (audience!.lookups * span) / 1000;
  const seen = Math.min(1, lookups / everybody);
  if (!before) return { served: seen, covered: seen, warmth: 1 };
  const expected = before.served * everybody;
  const jumped = Math.abs(lookups - expected) > jump * Math.sqrt(Math.max(1, expected));
  const served = jumped ? seen : seen + (before.served - seen) * Math.exp(-span / smoothing);
  const covered = refill > 0 ? served + (before.covered - served) * Math.exp(-span / refill) : served;
  const left = served > 0 ? Math.min(1, covered / served) : 1;
  return { served, covered, warmth: Math.round(left * steps) / steps };
}
