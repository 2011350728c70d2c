/** Who serves: the healthy members of a target of the drill, whether it names them or the groups that they are in. */
import { type Known, notKnown } from '../../conformity/known.ts';
import type { Resource, Resources } from '../../ports/resources.ts';
import type { PreCheckQuestion } from './pre-check.ts';

export interface Members {
  readonly healthy: number;
  /** Of those, outside the zone that is evacuated. All, where a Region is. */
  readonly staying: number;
  /** ARNs of their groups, where the target names groups. */
  readonly groups: readonly string[];
}

/** Groups, whose snapshot counts their healthy members. */
const groups = ['ec2:autoscaling-group', 'ecs:service', 'eks:deployment', 'eks:nodegroup'];

/** @param name of a target. @throws what `resolve` and `snapshot` throw */
export async function membersOf(
  name: string,
  { drill: { evacuate }, definition }: PreCheckQuestion,
  resources: Pick<Resources, 'resolve' | 'snapshot'>,
): Promise<Known<Members>> {
  const target = definition.targets[name];
  if (!target) return notKnown(`there is no target ${name}`);
  const found = await resources.resolve(target);
  if (found.length === 0) return notKnown(`target ${name} matches nothing`);
  const lost = 'zone' in evacuate ? evacuate.zone : undefined;
  if (groups.includes(target.type))
    return lost === undefined
      ? counted(found, resources)
      : notKnown(`target ${name} names groups, and only members stand in zones: name those`);
  const healthy = found.filter((each) => each.healthy);
  const staying = healthy.filter(({ zone }) => lost === undefined || zone !== lost);
  const placeless = lost !== undefined && healthy.find(({ zone }) => zone === undefined);
  if (placeless) return notKnown(`${placeless.name} stands in no zone`);
  return { healthy: healthy.length, staying: staying.length, groups: [] };
}

async function counted(found: readonly Resource[], resources: Pick<Resources, 'snapshot'>): Promise<Known<Members>> {
  const seen = await resources.snapshot(found.map(({ id }) => id));
  const silent = seen.find(({ state }) => typeof state.healthy !== 'number');
  if (silent) return notKnown(`${silent.id} does not say how many of its members are healthy`);
  const healthy = seen.reduce((sum, { state }) => sum + Number(state.healthy), 0);
  return { healthy, staying: healthy, groups: found.map(({ id }) => id) };
}
