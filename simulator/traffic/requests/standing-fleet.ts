/** A fleet as a model starts with it, without a control plane: every server up, registered and at full speed. */
import { type Fleet, type Server, unhindered } from '../../fleet.ts';
import type { ServiceModel, WorldModel } from '../../model.ts';

export interface StandingFleet extends Fleet {
  readonly servers: Server[];
  add(service: string, server?: Partial<Server>): Server;
  of(service: string): Server[];
}

export function standingFleet(model: WorldModel): StandingFleet {
  const servers: Server[] = [];
  const of = (service: string) => servers.filter((server) => server.service === service && !server.gone);
  const add = (service: string, changes: Partial<Server> = {}): Server => {
    const server: Server = {
      index: servers.length,
      name: `${service}-${servers.length}`,
      service,
      zone: undefined,
      up: true,
      registered: true,
      ...unhindered,
      writer: false,
      gone: false,
      ...changes,
    };
    servers.push(server);
    return server;
  };
  for (const service of model.services) {
    for (const changes of placesOf(service)) add(service.id, changes);
  }
  return { servers, add, of, members: (service) => of(service).map(({ index }) => index) };
}

function placesOf(service: ServiceModel): Partial<Server>[] {
  if (service.kind === 'auto-scaling-group') {
    const zones = service.zones;
    return Array.from({ length: service.capacity.desired }, (_, i) => ({ zone: zones[i % zones.length] }));
  }
  if (service.kind === 'database') return service.instances.map(({ zone }, i) => ({ zone, writer: i === 0 }));
  return [{}];
}
