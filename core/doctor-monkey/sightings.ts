/** Since when an instance has been seen ill. Checks say how it is now; that it was ill all along is known by having looked. */
import type { Instant, Millis } from '../ports/clock.ts';
import type { Ward } from './ward.ts';

export interface Sighting {
  /** ARN of the instance. */
  readonly id: string;
  readonly illSince: Instant;
  readonly seenAt: Instant;
}

/** Looks that may be missing before it is not known any more how it was in between. */
const missed = 2;

/**
 * Sightings as they stand after a look. Whoever was seen sound, or not seen, begins anew, and
 * so does one that was last looked at too long ago. What EC2 says itself counts from when it
 * says.
 * @param every pause between two looks
 * @param busy ids that something else is under way on: how they are says nothing of them
 */
export function sightingsAfter(
  before: readonly Sighting[],
  { at, groups }: Ward,
  every: Millis,
  busy: ReadonlySet<string>,
): readonly Sighting[] {
  const known = new Map(before.map((each) => [each.id, each]));
  return groups.flatMap(({ members }) =>
    members.flatMap(({ id, health }): readonly Sighting[] => {
      if (health.is !== 'ill' || busy.has(id)) return [];
      const last = known.get(id);
      const unbroken = last !== undefined && at - last.seenAt <= (missed + 1) * every;
      const seen = unbroken ? last.illSince : at;
      return [{ id, illSince: Math.min(seen, health.since ?? at), seenAt: at }];
    }),
  );
}
