/**
 * How long users may still be where a mover led them once it is seen undone: what serves them there
 * is not taken away before. Sources beside each figure, in the catalogue and in docs/movers.md.
 */
import { type Known, notKnown } from '../conformity/known.ts';
import type { Millis } from '../ports/clock.ts';
import type { Snapshot } from '../ports/resources.ts';

export interface Lingering {
  /** Until AWS leads by what is as it was again, wherever it is asked. */
  readonly propagates: Millis;
  /** The health checks that are its targets have to find home healthy first: interval × threshold. */
  readonly checks?: true;
  /** Who has an answer keeps it for its time to live: of the records that are its targets, or of names that go by them. */
  readonly answers?: 'targets' | 'names';
}

/**
 * @param snapshots of all of its targets
 * @param names times to live of the names' records, where answers are theirs
 */
export function lingersFor(
  { propagates, checks, answers }: Lingering,
  snapshots: readonly Pick<Snapshot, 'id' | 'state'>[],
  names: readonly Known<Millis>[] = [],
): Known<Millis> {
  const kept = answers === 'targets' ? snapshots.map(timeToLive) : answers === 'names' ? names : [];
  if (answers !== undefined && kept.length === 0) return notKnown('no record is named that goes by it');
  let longest = 0;
  for (const each of kept) {
    if (typeof each !== 'number') return each;
    longest = Math.max(longest, each);
  }
  const found = checks ? Math.max(0, ...snapshots.map(untilFound)) : 0;
  return propagates + found + longest;
}

function timeToLive({ id, state: { ttlSeconds } }: Pick<Snapshot, 'id' | 'state'>): Known<Millis> {
  return typeof ttlSeconds === 'number'
    ? ttlSeconds * 1000
    : notKnown(`${id} does not say for how long its answers are kept`);
}

/** 0 for those that do not look themselves. */
const untilFound = ({ state: { intervalSeconds, threshold } }: Pick<Snapshot, 'state'>): Millis =>
  Number(intervalSeconds ?? 0) * Number(threshold ?? 1) * 1000;
