/** The blast radius: what is cut to fit, what is refused, and the shares that say how far it reached. */
import type { BlastRadiusShare } from '../plan/plan.ts';
import type { Resource } from '../ports/resources.ts';
import { allowedOf, type Caps } from './caps.ts';
import { type Fleet, fleetKey, overfullGroup } from './fleet.ts';

/**
 * One resource about to be hit. Weight: 1 for a member, the share of its requests for a
 * request-level fault, 0 for a subnet, whose residents are what is hit.
 */
export interface Hit {
  readonly resource: Resource;
  readonly weight: number;
  /** Id of the chosen target that it is hit through, when that is not itself. */
  readonly through?: string;
}

export interface Reach {
  /** In the order of selection. A resource may be hit through several targets. */
  readonly hits: readonly Hit[];
  /** By `fleetKey`, one for every hit. */
  readonly fleets: ReadonlyMap<string, Fleet>;
  readonly service: string;
}

/** Zones declared lost: those of the hits, when the scope is a zone or more. No healthy member is asked of them. */
export const lostZones = (caps: Caps, hits: readonly Hit[]): readonly string[] =>
  caps.scope === 'targets' ? [] : [...new Set(hits.flatMap(({ resource }) => resource.zone ?? []))].sort();

/** The chosen target that a resource is hit through. */
export const targetOf = ({ resource, through }: Hit): string => through ?? resource.id;

/** What counts: each resource once, with the most that any target takes of it. */
export function counted(hits: readonly Hit[]): readonly Hit[] {
  const most = new Map<string, Hit>();
  for (const hit of hits) if (hit.weight > (most.get(hit.resource.id)?.weight ?? 0)) most.set(hit.resource.id, hit);
  return [...most.values()];
}

/** Why the reach is too far, in one sentence; undefined when every cap holds. */
export function overreach(caps: Caps, reach: Reach): string | undefined {
  const { length } = counted(reach.hits);
  if (length > caps.maxTargets) return `${length} targets are above the cap of ${caps.maxTargets}`;
  const full = overfullGroup(
    counted(reach.hits).map(({ resource }) => resource),
    caps.maxPerGroup,
  );
  if (full) return `${full.count} members of ${full.group} are above the cap of ${caps.maxPerGroup} in each group`;
  const lost = new Set(lostZones(caps, reach.hits));
  if (caps.scope === 'zone' && lost.size > 1)
    return `the scope is one zone, and the targets lie in ${[...lost].join(', ')}`;
  const regions = new Set(reach.hits.map(({ resource }) => resource.region));
  if (caps.scope === 'region' && regions.size > 1)
    return `the scope is one Region, and the targets lie in ${[...regions].sort().join(', ')}`;
  for (const share of sharesOf(reach)) {
    const name = `${share.service}'s ${share.type}`;
    if (share.affected > allowedOf(caps, share.healthy))
      return `${round(share.affected)} of ${share.healthy} healthy ${name} are ${round(share.percent)} %, above the cap of ${caps.maxPercent} %`;
    for (const [zone, { before, during }] of Object.entries(share.zones))
      if (before > 0 && !lost.has(zone) && during < caps.minHealthyPerZone)
        return `${during} healthy ${name} would be left in ${zone}, below the floor of ${caps.minHealthyPerZone}`;
  }
  return undefined;
}

/** One share for each fleet that is hit, sorted by service and type. */
export function sharesOf(reach: Reach): readonly BlastRadiusShare[] {
  const byFleet = Map.groupBy(counted(reach.hits), ({ resource }) => fleetKey(resource, reach.service));
  return [...byFleet]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, hits]) => {
      const fleet = reach.fleets.get(key) ?? { service: reach.service, type: '', healthy: [] };
      const affected = hits.reduce((sum, { weight }) => sum + weight, 0);
      // A function that fails a share of its requests stays in its fleet; only a whole member leaves it.
      const gone = new Set(hits.filter(({ weight }) => weight >= 1).map(({ resource }) => resource.id));
      const zones: Record<string, { before: number; during: number }> = {};
      for (const { id, zone } of fleet.healthy) {
        if (zone === undefined) continue;
        const { before, during } = zones[zone] ?? { before: 0, during: 0 };
        zones[zone] = { before: before + 1, during: during + (gone.has(id) ? 0 : 1) };
      }
      const healthy = fleet.healthy.length;
      const percent = healthy === 0 ? 100 : (affected / healthy) * 100;
      return { service: fleet.service, type: fleet.type, healthy, affected, percent, zones };
    });
}

const round = (value: number): number => Math.round(value * 10) / 10;
