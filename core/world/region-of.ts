/** Where the nodes of a world stand. */
import type { NodeGroup } from './node-groups.ts';
import type { World, WorldService } from './schema.ts';

/** The Region that a zone belongs to; undefined for a zone that the world does not have. */
export const regionOfZone = ({ regions }: Pick<World, 'regions'>, zone: string): string | undefined =>
  regions.find(({ zones }) => zones.includes(zone))?.id;

/** Zones that a service names. */
export function zonesNamed(service: WorldService): readonly string[] {
  switch (service.kind) {
    case 'auto-scaling-group':
      return service.zones ?? [];
    case 'database':
      return service.instances.map(({ zone }) => zone);
    case 'cache':
      return (service.nodes ?? []).map(({ zone }) => zone);
    case 'table':
    case 'bucket':
    case 'lambda':
      return [];
  }
}

/** Of a node group: as it says, or that of its first zone, or the world's first. */
export const regionOfNodeGroup = (world: Pick<World, 'regions'>, { region, zones }: NodeGroup): string =>
  region ?? regionOfZone(world, zones?.[0] ?? '') ?? world.regions[0]!.id;

/** Clusters of a database in other Regions. */
export const secondariesOf = (service: WorldService) =>
  service.kind === 'database' ? (service.global?.secondaries ?? []) : [];

/** Of a service: as it says, or that of its first zone, or the world's first. */
export function regionOfService(world: Pick<World, 'regions'>, service: WorldService): string {
  const [zone] = zonesNamed(service);
  return service.region ?? (zone === undefined ? undefined : regionOfZone(world, zone)) ?? world.regions[0]!.id;
}

/** Of a load balancer or a service, by its name; undefined where nothing is called so. */
export function regionOfNode(world: World, node: string): string | undefined {
  const balancer = world.loadBalancers.find(({ id }) => id === node);
  if (balancer?.region !== undefined) return balancer.region;
  const service = world.services.find(({ id }) => id === (balancer?.to ?? node));
  return service && regionOfService(world, service);
}

/** Nodes that a name leads to, through its record or records or as an accelerator's; none for a name that is not known. */
export function nodesOfName({ dns, accelerators = [] }: World, name: string): readonly string[] {
  const record = dns.find((each) => each.name === name);
  if (record) return record.to === undefined ? (record.records ?? []).map(({ to }) => to) : [record.to];
  return accelerators.find((each) => each.name === name)?.groups.map(({ to }) => to) ?? [];
}
