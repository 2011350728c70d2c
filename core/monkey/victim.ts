/** Which Region and zone a kill is about, and who would be hit if nothing changed until its minute. */
import { first } from '../targets/select.ts';
import type { PastKill, PlannedKill } from './day-plan.ts';
import { victimTarget } from './experiment-of.ts';
import type { Group, Member } from './group.ts';
import { inAllowedRegions, type Refused } from './may-be-hit.ts';
import type { MonkeyDefinition } from './schema/monkey.ts';

export type Chosen = { readonly victim: Victim } | { readonly refused: Refused };

export type Victim = Pick<PlannedKill, 'region' | 'zone' | 'expected' | 'percent' | 'leave'>;

/**
 * Chosen by the run's seed among those that are healthy now, and again at the minute, by the
 * same seed, among those that are healthy then: the same one, unless it is gone or another
 * with an earlier place has come.
 * @param history of this group
 */
export function victimOf(
  definition: MonkeyDefinition,
  group: Group,
  seed: number,
  history: readonly PastKill[],
): Chosen {
  const healthy = group.members.filter((member) => member.healthy).length;
  const short = lacking(definition, group, healthy);
  if (short !== undefined) return refused(short);
  const allowed = inAllowedRegions(definition, group).filter((member) => member.healthy);
  const region = group.region ?? firstOf(allowed, seed)?.region;
  const here = group.region === undefined ? allowed.filter((member) => member.region === region) : allowed;
  if (region === undefined || here.length === 0)
    return refused(`none of the ${group.members.length} members of ${group.name} is healthy and may be hit`);
  if (group.by === 'eks-nodegroup') return ofNodes(group, region);
  // The members of a group by tags may be of several groups, which a run tells apart.
  const leave = group.by === 'tag' ? {} : { leave: leastLeft(definition, group) };
  if (definition.zones !== 'alternate')
    return { victim: { region, ...leave, expected: expectedOf(firstOf(here, seed)!, here.length) } };
  const inTurn = firstOf(ofOldestZones(here, history), seed);
  if (inTurn?.zone === undefined)
    return refused(`no member of ${group.name} says in which zone it stands, and zones alternate`);
  // The first of all such zones is the first of its own.
  const among = here.filter(({ zone }) => zone === inTurn.zone).length;
  return { victim: { region, zone: inTurn.zone, ...leave, expected: expectedOf(inTurn, among) } };
}

const refused = (why: string): Chosen => ({ refused: ['capacity', why] });

/** By the very rule by which a run selects its targets. */
const firstOf = (members: readonly Member[], seed: number): Member | undefined => first(members, seed, victimTarget);

const expectedOf = ({ id, name, zone }: Member, among: number) => ({
  id,
  name,
  ...(zone !== undefined && { zone }),
  among,
});

/** Members in the zones that were hit longest ago, or never. */
function ofOldestZones(members: readonly Member[], history: readonly PastKill[]): readonly Member[] {
  const last = new Map<string, string>();
  for (const { zone, date } of history) if (zone !== undefined && date > (last.get(zone) ?? '')) last.set(zone, date);
  const zones = new Set(members.flatMap(({ zone }) => zone ?? []));
  const oldest = [...zones].map((zone) => last.get(zone) ?? '').sort()[0];
  return members.filter(({ zone }) => zone !== undefined && (last.get(zone) ?? '') === oldest);
}

/** FIS takes a percentage of a node group, and does not say how it rounds: the largest that is never more than one. */
function ofNodes({ name, members }: Group, region: string): Chosen {
  const percent = Math.floor(100 / members.length);
  if (percent < 1)
    return refused(`${name} has ${members.length} nodes, of which the least that FIS takes, 1 %, is more than one`);
  return { victim: { region, percent } };
}

/** Why a group may lose nobody. */
function lacking(definition: MonkeyDefinition, group: Group, healthy: number): string | undefined {
  const { name, members } = group;
  if (members.length === 0) return `${name} has no members that can be seen`;
  const least = leastLeft(definition, group);
  if (healthy - 1 >= least) return undefined;
  return `${healthy} of ${members.length} members of ${name} are healthy, and ${least} must be left`;
}

const leastLeft = ({ capacity = {} }: MonkeyDefinition, { members }: Group): number => {
  const { leastHealthy = 1, leastHealthyPercent = 0 } = capacity;
  return Math.max(leastHealthy, Math.ceil((leastHealthyPercent * members.length) / 100 - 1e-9));
};
