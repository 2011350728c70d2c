/** Scope `targets`: what does not fit into the blast radius is left out. */
import type { Resource } from '../ports/resources.ts';
import { counted, type Hit, type Reach, targetOf } from './blast-radius.ts';
import { allowedOf, type Caps } from './caps.ts';
import { fleetKey, groupKey } from './fleet.ts';

interface Remainder {
  readonly weight: number;
  readonly zones: ReadonlyMap<string, number>;
}

/** The targets that may be hit, taken one after the other, each whole, as long as every cap allows. */
export function cut(caps: Caps, reach: Reach): ReadonlySet<string> {
  const admitted = new Set<string>();
  const taken = new Map<string, number>();
  const left = new Map<string, Remainder>();
  const inGroups = new Map<string, number>();
  for (const [target, hits] of Map.groupBy(reach.hits, targetOf)) {
    // What an admitted target takes already is not taken twice.
    const more = counted(hits).filter(({ resource, weight }) => weight > (taken.get(resource.id) ?? 0));
    const fresh = more.filter(({ resource }) => !taken.has(resource.id));
    if (taken.size + fresh.length > caps.maxTargets) continue;
    const groups = groupsWith(fresh, inGroups, caps);
    const after = groups && afterwards(caps, reach, left, more, taken);
    if (!after) continue;
    for (const [key, members] of groups) inGroups.set(key, members);
    for (const [key, remainder] of after) left.set(key, remainder);
    for (const { resource, weight } of more) taken.set(resource.id, weight);
    admitted.add(target);
  }
  return admitted;
}

/** How many of each group are taken once all of `fresh` are; undefined when those are more than it may lose. */
function groupsWith(
  fresh: readonly Hit[],
  taken: ReadonlyMap<string, number>,
  { maxPerGroup }: Caps,
): ReadonlyMap<string, number> | undefined {
  const after = new Map<string, number>();
  for (const { resource } of fresh) {
    const key = groupKey(resource);
    if (key === undefined) continue;
    const members = (after.get(key) ?? taken.get(key) ?? 0) + 1;
    if (members > maxPerGroup) return undefined;
    after.set(key, members);
  }
  return after;
}

/** What is left of each fleet once all of `hits` are taken; undefined when one of them does not fit. */
function afterwards(
  caps: Caps,
  reach: Reach,
  left: ReadonlyMap<string, Remainder>,
  hits: readonly Hit[],
  taken: ReadonlyMap<string, number>,
): ReadonlyMap<string, Remainder> | undefined {
  const after = new Map<string, Remainder>();
  for (const { resource, weight } of hits) {
    const key = fleetKey(resource, reach.service);
    const fleet = after.get(key) ?? left.get(key) ?? whole(caps, reach.fleets.get(key)?.healthy ?? []);
    const extra = weight - (taken.get(resource.id) ?? 0);
    const zone = weight >= 1 ? resource.zone : undefined;
    const inZone = zone === undefined ? Number.POSITIVE_INFINITY : (fleet.zones.get(zone) ?? 0);
    if (extra > fleet.weight || inZone - 1 < caps.minHealthyPerZone) return undefined;
    const zones = zone === undefined ? fleet.zones : new Map([...fleet.zones, [zone, inZone - 1]]);
    after.set(key, { weight: fleet.weight - extra, zones });
  }
  return after;
}

function whole(caps: Caps, healthy: readonly Resource[]): Remainder {
  const zones = new Map<string, number>();
  for (const { zone } of healthy) if (zone !== undefined) zones.set(zone, (zones.get(zone) ?? 0) + 1);
  return { weight: allowedOf(caps, healthy.length), zones };
}
