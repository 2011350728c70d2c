/** How the targets of a step look, and the groups that replace them when they are lost. */
import type { Plan } from '../plan/plan.ts';
import type { Ports } from '../ports/ports.ts';
import type { Snapshot } from '../ports/resources.ts';
import { placeKey, placeOf } from '../targets/places.ts';

/** Member type to the type of the group that its snapshot names. */
const groupTypes: Readonly<Record<string, string>> = {
  'ec2:instance': 'ec2:autoscaling-group',
  'ecs:task': 'ecs:service',
  'eks:pod': 'eks:deployment',
  'rds:db': 'rds:cluster',
};

/** The targets in the order given, then their groups, each once. */
export async function snapshotWithGroups(
  targets: readonly string[],
  ports: Pick<Ports, 'resources'>,
): Promise<readonly Snapshot[]> {
  const members = await ports.resources.snapshot(targets);
  const ids = new Set<string>();
  for (const own of Map.groupBy(members, ({ id }) => placeKey(placeOf(id))).values()) {
    const wanted = new Map<string, Set<string>>();
    for (const { type, group } of own) {
      const groupType = groupTypes[type];
      if (group === undefined || groupType === undefined) continue;
      wanted.set(groupType, (wanted.get(groupType) ?? new Set()).add(group));
    }
    const within = placeOf(own[0]?.id ?? '');
    for (const [type, names] of wanted)
      for (const { id } of await ports.resources.resolve({ type, where: { names: [...names], ...within } }))
        ids.add(id);
  }
  for (const target of targets) ids.delete(target);
  return ids.size === 0 ? members : [...members, ...(await ports.resources.snapshot([...ids].sort()))];
}

/** Every target of a planned step once, sorted. */
export const targetsOf = (step: Plan['steps'][number]): readonly string[] =>
  [...new Set(Object.values(step.targets).flat())].sort();
