/** Who serves: the healthy members of a target of the drill, whether it names them or the groups that they are in. */
import { type Known, notKnown } from '../../conformity/known.ts';
import type { Resource, Resources } from '../../ports/resources.ts';
import type { Growth } from '../../ports/standby.ts';
import type { PreCheckQuestion } from './pre-check.ts';

export interface Members {
  readonly healthy: number;
  /** Of those, outside the zone that is evacuated. All, where a Region is. */
  readonly staying: number;
  /** What the drill itself adds before users come. */
  readonly raised: number;
}

/** Groups, whose snapshot counts their healthy members. */
const groups = ['ec2:autoscaling-group', 'ecs:service', 'eks:deployment', 'eks:nodegroup'];

/**
 * What capacity movers raise first counts as if it served: the move begins once it does.
 * @param name of a target. @throws what `resolve` and `snapshot` throw
 */
export async function membersOf(
  name: string,
  { drill: { evacuate }, definition }: PreCheckQuestion,
  resources: Pick<Resources, 'resolve' | 'snapshot'>,
  growth: readonly Growth[],
): Promise<Known<Members>> {
  const target = definition.targets[name];
  if (!target) return notKnown(`there is no target ${name}`);
  const found = await resources.resolve(target);
  if (found.length === 0) return notKnown(`target ${name} matches nothing`);
  const lost = 'zone' in evacuate ? evacuate.zone : undefined;
  if (groups.includes(target.type))
    return lost === undefined
      ? counted(found, resources, growth)
      : notKnown(`target ${name} names groups, and only members stand in zones: name those`);
  const healthy = found.filter((each) => each.healthy);
  const staying = healthy.filter(({ zone }) => lost === undefined || zone !== lost);
  const placeless = lost !== undefined && healthy.find(({ zone }) => zone === undefined);
  if (placeless) return notKnown(`${placeless.name} stands in no zone`);
  const raised = growth.filter(({ group }) => found.some((member) => isOf(member, group)));
  return { healthy: healthy.length, staying: staying.length, raised: sumOf(raised) };
}

const sumOf = (growth: readonly Growth[]): number => growth.reduce((sum, { by }) => sum + by, 0);

/** A member knows its group by name, which an ARN ends in. */
const isOf = ({ group, region, account }: Resource, arn: string): boolean =>
  group !== undefined &&
  arn.slice(arn.lastIndexOf('/') + 1) === group.slice(group.lastIndexOf('/') + 1) &&
  arn.includes(`:${region}:${account}:`);

async function counted(
  found: readonly Resource[],
  resources: Pick<Resources, 'snapshot'>,
  growth: readonly Growth[],
): Promise<Known<Members>> {
  const seen = await resources.snapshot(found.map(({ id }) => id));
  const silent = seen.find(({ state }) => typeof state.healthy !== 'number');
  if (silent) return notKnown(`${silent.id} does not say how many of its members are healthy`);
  const healthy = seen.reduce((sum, { state }) => sum + Number(state.healthy), 0);
  const raised = growth.filter(({ group }) => found.some(({ id }) => id === group));
  return { healthy, staying: healthy, raised: sumOf(raised) };
}
