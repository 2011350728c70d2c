/** Where the nodes of a world stand, and how far they are from each other. */
import type { ClientModel, Millis, ServiceModel, WorldModel } from './model.ts';
import { isRouted, leadsTo } from './names-model.ts';

export const regionOfZone = ({ regions }: Pick<WorldModel, 'regions'>, zone: string | undefined): string | undefined =>
  zone === undefined ? undefined : regions.find(({ zones }) => zones.includes(zone))?.id;

/** Of a service: as the model says, or that of its first zone, or the world's first. */
export function regionOfService(model: Pick<WorldModel, 'regions'>, service: ServiceModel): string {
  return service.region ?? regionOfZone(model, firstZone(service)) ?? model.regions[0]!.id;
}

/** Of a load balancer or a service; the world's first for a name that nothing bears. */
export function regionOfNode(model: WorldModel, node: string): string {
  const balancer = model.loadBalancers.find(({ id }) => id === node);
  if (balancer?.region !== undefined) return balancer.region;
  const service = model.services.find(({ id }) => id === (balancer?.to ?? node));
  return service ? regionOfService(model, service) : model.regions[0]!.id;
}

/** Whether a service has servers in several Regions, as a global database has. */
export function spansRegions(model: Pick<WorldModel, 'regions'>, service: ServiceModel): boolean {
  if (service.kind !== 'database') return false;
  return new Set(service.instances.map(({ zone }) => regionOfZone(model, zone))).size > 1;
}

/** The way there and back; 0 within a Region, where one of them is not known, and where no distance is given. */
export function roundTrip(model: WorldModel, from: string | undefined, to: string | undefined): Millis {
  if (from === undefined || to === undefined || from === to) return 0;
  const found = model.distances?.find(({ between }) => between.includes(from) && between.includes(to));
  return found?.roundTrip ?? 0;
}

/** Nodes that what a client calls may lead to: those of a name's records, or of an accelerator's groups. */
export function nodesCalled({ dns, accelerators = [] }: WorldModel, name: string): readonly string[] {
  const record = dns.find((each) => each.name === name);
  return record ? leadsTo(record) : (accelerators.find((each) => each.name === name)?.groups.map(({ to }) => to) ?? []);
}

/** Whether what clients call is a name whose records route, or an accelerator's. */
export function mayRoute({ dns, accelerators = [] }: WorldModel, name: string): boolean {
  const record = dns.find((each) => each.name === name);
  return record ? isRouted(record) : accelerators.some((each) => each.name === name);
}

/** How long a resolver keeps what a client's name is answered with; 0 for an accelerator, whose addresses never change. */
export const ttlOf = ({ dns }: WorldModel, { calls }: Pick<ClientModel, 'calls'>): Millis =>
  dns.find(({ name }) => name === calls)?.ttl ?? 0;

function firstZone(service: ServiceModel): string | undefined {
  switch (service.kind) {
    case 'auto-scaling-group':
      return service.zones[0];
    case 'database':
      return service.instances[0]?.zone;
    case 'cache':
      return service.nodes?.[0]?.zone;
    case 'table':
    case 'bucket':
    case 'lambda':
      return undefined;
  }
}
