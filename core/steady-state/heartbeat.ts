/** Heartbeats: a write at home each look, and how far the other place is behind. */
import type { Heartbeat, Probe } from '../experiment/schema/probes.ts';
import type { Sample } from '../history/journal.ts';
import type { Instant } from '../ports/clock.ts';
import { beatPrefix, type Metrics } from '../ports/metrics.ts';
import { within } from './tolerance.ts';

/** One for each run and probe: runs that overlap do not see each other's. */
export const beatItem = (runId: string, probe: string): string => `${beatPrefix}${runId}/${probe}`;

export interface BeatLook {
  readonly runId: string;
  readonly now: Instant;
  readonly seen: readonly Sample[];
}

/**
 * The value is by how many seconds the other place is behind: from the newest write that it
 * shows to the newest that home had acknowledged before this look. 0 says that it has all of
 * them; what was written since the last look is on its way. Missing while nothing is shown.
 */
export async function beatOnce(
  probe: Probe,
  heartbeat: Heartbeat,
  { runId, now, seen: known }: BeatLook,
  metrics: Metrics,
): Promise<Sample> {
  const newest = known.reduce(
    (latest, { probe: id, beat }) =>
      id === probe.id && beat?.written && beat.written < now ? Math.max(latest, beat.written) : latest,
    Number.NEGATIVE_INFINITY,
  );
  const first = newest === Number.NEGATIVE_INFINITY;
  const { written, seen, why, barred } = await metrics.beat({
    heartbeat,
    item: beatItem(runId, probe.id),
    at: now,
    first,
  });
  const sample = {
    probe: probe.id,
    at: now,
    beat: { ...(written && { written: now }), ...(seen !== undefined && { seen }), ...(barred && { barred }) },
    ...(why !== undefined && { detail: why }),
  };
  // Of the very first nothing can have arrived yet.
  if (first) return written ? { ...sample, value: 0, ...judged(probe, 0) } : sample;
  if (seen === undefined) return sample;
  const behind = Math.max(0, newest - seen) / 1000;
  return { ...sample, value: behind, ...judged(probe, behind) };
}

/**
 * Why a heartbeat does not stand yet: until both Regions have answered it, nothing is broken,
 * since afterwards nobody could tell what was lost. Undefined once it stands.
 */
export function notBeating({ id }: Pick<Probe, 'id'>, samples: readonly Sample[]): string | undefined {
  const newest = samples.findLast(({ probe }) => probe === id);
  if (newest?.beat?.written && newest.detail === undefined) return undefined;
  return `${id} does not beat: ${newest?.detail ?? 'nothing was written yet'}`;
}

const judged = ({ expect }: Probe, value: number) => (expect ? { ok: within(expect, value) } : {});
