/** How many writes a node has taken, and how many by an instant that was not long ago. Writes are taken as even between two looks. */
import type { Instant, Millis } from '../model.ts';

export interface WritesRecord {
  taken: number;
  /** The traffic's own count of them when last looked at. */
  seen: number;
  readonly samples: [at: Instant, taken: number][];
}

export const noWrites = (): WritesRecord => ({ taken: 0, seen: 0, samples: [] });

/** @param count of traffic, from when it began, which a restored cloud does anew. @param kept how far back it is asked for */
export function countWrites(record: WritesRecord, count: number, now: Instant, kept: Millis): void {
  record.taken += count >= record.seen ? count - record.seen : count;
  record.seen = count;
  const { samples } = record;
  const last = samples.at(-1);
  if (last && last[0] === now) last[1] = record.taken;
  else samples.push([now, record.taken]);
  const oldest = samples.findLastIndex(([at]) => at <= now - kept);
  if (oldest > 0) samples.splice(0, oldest);
}

/** How many had been taken by then; of an instant before the first look, as many as at the first. */
export function takenAt({ samples, taken }: WritesRecord, at: Instant): number {
  const after = samples.findIndex(([when]) => when >= at);
  if (after < 0) return taken;
  const [when, count] = samples[after]!;
  const before = samples[after - 1];
  if (!before || when === at) return count;
  return before[1] + ((count - before[1]) * (at - before[0])) / (when - before[0]);
}
