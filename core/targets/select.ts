/** Seeded selection: who is chosen depends on the seed, the target's name and each resource's id, and on nothing else. */
import type { Selection } from '../experiment/schema/steps.ts';

/** Ids in the order in which they are chosen for this seed and name. Adding one leaves the order of the rest. */
export const seededOrder = (ids: readonly string[], seed: number, name: string): string[] =>
  firstOf(ids, ids.length, seed, name);

/**
 * How many of `available` a selection takes: at most all; of a percentage the whole
 * units, and at least one unless it is 0 or there is none.
 */
export function sizeOf(selection: Selection, available: number): number {
  if ('all' in selection) return available;
  if ('count' in selection) return Math.min(Number(selection.count), available);
  const percent = Number(selection.percent);
  return percent === 0 ? 0 : Math.min(available, Math.max(1, wholeUnits(percent, available)));
}

/** Whole units in a percentage, free of binary fractions: 7 % of 100 is 7, not 7.000000000000001. */
export const wholeUnits = (percent: number, of: number): number => Math.floor((percent * of) / 100 + 1e-9);

/** The chosen ids, in the seed's order. */
export const select = (ids: readonly string[], selection: Selection, seed: number, name: string): string[] =>
  firstOf(ids, sizeOf(selection, ids.length), seed, name);

/** The one that `select` chooses of a count of 1, without putting the others in order. */
export function first<T extends { readonly id: string }>(all: readonly T[], seed: number, name: string): T | undefined {
  const start = hash53(`${seed}/${name}/`, 0);
  let best: T | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const each of all) {
    const rank = hash53(each.id, start);
    if (rank > least || (rank === least && best !== undefined && best.id < each.id)) continue;
    [best, least] = [each, rank];
  }
  return best;
}

function firstOf(ids: readonly string[], count: number, seed: number, name: string): string[] {
  const start = hash53(`${seed}/${name}/`, 0);
  const ranks = Float64Array.from(ids, (id) => hash53(id, start));
  // Plain numbers sort several times faster than ids do, so the last rank is found first, and only the chosen are put in order.
  const last = ranks.toSorted()[count - 1] ?? -1;
  const chosen: number[] = [];
  for (let i = 0; i < ids.length; i++) if (ranks[i]! <= last) chosen.push(i);
  chosen.sort((a, b) => ranks[a]! - ranks[b]! || (ids[a]! < ids[b]! ? -1 : 1));
  return chosen.slice(0, count).map((i) => ids[i]!);
}

/** A 53-bit hash with good avalanche, cheap enough for a hundred thousand ARNs (cyrb53; it is no cryptographic hash). */
function hash53(text: string, seed: number): number {
  let low = 0xdeadbeef ^ seed;
  let high = 0x41c6ce57 ^ (seed / 0x100000000);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 2654435761);
    high = Math.imul(high ^ code, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return 4294967296 * (2097151 & high) + (low >>> 0);
}
