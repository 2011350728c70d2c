/** Node groups stand in zones of one Region, and their nodes have room for the pods that there are. */
import { problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import type { NodeGroup } from '../node-groups.ts';
import { regionOfNodeGroup, regionOfService, regionOfZone } from '../region-of.ts';
import type { World } from '../schema.ts';
import { withinBounds } from './capacity.ts';
import { zonesOf } from './nodes.ts';
import type { Rule } from './rule.ts';

export const nodeGroups: Rule = function* (world) {
  const { nodeGroups: groups = [], regions } = world;
  const zones = zonesOf(world);
  const known = regions.map(({ id }) => id);
  for (const [i, group] of groups.entries()) {
    const path = ['nodeGroups', i];
    if (group.region !== undefined && !known.includes(group.region))
      yield unknownName([...path, 'region'], group.region, 'Regions', known);
    const own = regionOfNodeGroup(world, group);
    for (const [n, zone] of (group.zones ?? []).entries())
      if (!zones.includes(zone)) yield unknownName([...path, 'zones', n], zone, 'zones', zones);
      else if (regionOfZone(world, zone) !== own)
        yield problem([...path, 'zones', n], {
          found: `${zone}, a zone of ${regionOfZone(world, zone)}`,
          allowed: `zones of ${own}: ${(regions.find(({ id }) => id === own)?.zones ?? []).join(', ')}`,
        });
    yield* withinBounds(group.capacity, [...path, 'capacity']);
  }
  for (const [i, service] of world.services.entries()) {
    if (service.kind !== 'auto-scaling-group' || service.runsAs?.kind !== 'eks-pods' || !service.zones) continue;
    const { cluster } = service.runsAs;
    if (groupsUnder(world, cluster, regionOfService(world, service)).length > 0)
      yield problem(['services', i, 'zones'], {
        found: 'zones of pods that stand on nodes',
        allowed: `none: they stand where the node groups of ${cluster} do`,
      });
  }
  yield* roomy(world);
};

/** Those that pods of a cluster in a Region stand on. */
const groupsUnder = (world: World, cluster: string, region: string): readonly NodeGroup[] =>
  (world.nodeGroups ?? []).filter((group) => group.cluster === cluster && regionOfNodeGroup(world, group) === region);

/** Once for each cluster, at its first node group. */
const roomy: Rule = function* (world) {
  const seen = new Set<string>();
  for (const [i, group] of (world.nodeGroups ?? []).entries()) {
    const region = regionOfNodeGroup(world, group);
    const key = `${region} ${group.cluster}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const room = groupsUnder(world, group.cluster, region).reduce(
      (sum, { capacity, node }) => sum + capacity.desired * node.pods,
      0,
    );
    const pods = world.services.reduce((sum, service) => {
      if (service.kind !== 'auto-scaling-group' || service.runsAs?.kind !== 'eks-pods') return sum;
      const here = service.runsAs.cluster === group.cluster && regionOfService(world, service) === region;
      return here ? sum + service.capacity.desired : sum;
    }, 0);
    if (pods > room)
      yield problem(['nodeGroups', i, 'node', 'pods'], {
        found: `room for ${room} pods on the nodes of ${group.cluster}, whose services have ${pods}`,
        allowed: `room for ${pods} at least: more nodes, or more pods on each`,
      });
  }
};
