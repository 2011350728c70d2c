/** Node groups of a World file, as the engine takes them. */
import { millis } from '../../core/experiment/durations.ts';
import type { NodeGroup } from '../../core/world/node-groups.ts';
import { regionOfNodeGroup, regionOfService } from '../../core/world/region-of.ts';
import type { World, WorldService } from '../../core/world/schema.ts';
import type { NodeGroupModel } from '../../simulator/model.ts';

const defaultType = 'm7g.large';

export const compileNodeGroups = (world: World): readonly NodeGroupModel[] =>
  (world.nodeGroups ?? []).map((group) => ({
    kind: 'node-group',
    id: group.id,
    cluster: group.cluster,
    region: regionOfNodeGroup(world, group),
    tags: { ...world.tags, ...group.tags },
    zones: zonesOf(world, group),
    capacity: group.capacity,
    node: { type: group.node.type ?? defaultType, pods: group.node.pods },
    replacement: {
      detection: millis(group.replacement.detection),
      launch: millis(group.replacement.launch),
      warmUp: millis(group.replacement.join),
    },
  }));

/** Zones that a service of pods is spread over: those of the nodes under it, in the world's order. Undefined where there are none. */
export function zonesUnder(world: World, service: WorldService): readonly string[] | undefined {
  if (service.kind !== 'auto-scaling-group' || service.runsAs?.kind !== 'eks-pods') return undefined;
  const { cluster } = service.runsAs;
  const region = regionOfService(world, service);
  const under = (world.nodeGroups ?? []).filter(
    (group) => group.cluster === cluster && regionOfNodeGroup(world, group) === region,
  );
  if (under.length === 0) return undefined;
  const held = new Set(under.flatMap((group) => zonesOf(world, group)));
  return world.regions.flatMap(({ zones }) => zones).filter((zone) => held.has(zone));
}

const zonesOf = (world: World, group: NodeGroup): readonly string[] =>
  group.zones ?? world.regions.find(({ id }) => id === regionOfNodeGroup(world, group))?.zones ?? [];
