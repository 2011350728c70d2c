/** What exists, as Describe calls of AWS would answer. */
import type { CloudResource } from '../cloud.ts';
import type { Server } from '../fleet.ts';
import type { ServiceModel } from '../model.ts';
import { arnsOf } from './arns.ts';
import { activeMembers } from './auto-scaling.ts';
import { effectsInForce, influenceOn } from './effects.ts';
import { groupModel, type Plane } from './plane.ts';

/** Every resource, sorted by ARN. */
export function describeAll(plane: Plane): readonly CloudResource[] {
  return [
    ...plane.model.services.flatMap((service) => describeService(plane, service)),
    ...surroundings(plane),
    ...inventory(plane),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** ARN to FIS resource type, of all that exists. */
export const targetTypes = (plane: Plane): ReadonlyMap<string, string> =>
  new Map(describeAll(plane).map(({ id, type }) => [id, type]));

/** What a fault may want to know of one resource. */
export function describeTarget(plane: Plane, arn: string): { readonly zone?: string; readonly instanceType?: string } {
  const found = describeAll(plane).find(({ id }) => id === arn);
  if (!found) return {};
  const isInstance = found.type === 'ec2:instance' && found.group !== undefined;
  return {
    ...(found.zone !== undefined && { zone: found.zone }),
    ...(isInstance && { instanceType: groupModel(plane, found.group!).instance.type }),
  };
}

/** Whether it takes and answers traffic: its load balancer's word where it has one, its own state elsewhere. */
export function isHealthy(plane: Plane, server: Server): boolean {
  if (!server.up || !server.reachable || !server.registered) return false;
  const balancer = plane.model.loadBalancers.find(({ to }) => to === server.service);
  return balancer === undefined || plane.traffic.healthy(balancer.id, server.index);
}

function describeService(plane: Plane, service: ServiceModel): readonly CloudResource[] {
  switch (service.kind) {
    case 'auto-scaling-group':
      return describeGroup(plane, service);
    case 'database':
      return describeCluster(plane, service);
    case 'cache': {
      const id = arnsOf(plane.model, plane.seed).cache(service.id);
      return [resource(plane, id, 'elasticache:replicationgroup', service.id, service.tags, { status: 'available' })];
    }
    case 'lambda': {
      const id = arnsOf(plane.model, plane.seed).lambda(service.id);
      const { addedLatency, errorShare } = influenceOn(effectsInForce(plane.state), id, undefined);
      const state = { state: 'Active', addedDelayMilliseconds: addedLatency, errorPercent: percent(errorShare) };
      return [resource(plane, id, 'lambda:function', service.id, service.tags, state)];
    }
  }
}

function describeGroup(
  plane: Plane,
  service: Extract<ServiceModel, { kind: 'auto-scaling-group' }>,
): readonly CloudResource[] {
  const arns = arnsOf(plane.model, plane.seed);
  const effects = effectsInForce(plane.state);
  const servers = new Map(plane.fleet.servers.map((server) => [server.name, server]));
  const healthy = (id: string) => {
    const server = servers.get(id);
    return server !== undefined && isHealthy(plane, server);
  };
  const members = activeMembers(plane, service.id);
  const { desired, min, max } = service.capacity;
  const count = members.filter(({ id }) => healthy(id)).length;
  const group = resource(
    plane,
    arns.group(service.id),
    'ec2:autoscaling-group',
    service.id,
    service.tags,
    { desired, min, max, healthy: count },
    { healthy: count >= desired },
  );
  const instances = plane.state.instances
    .filter((instance) => instance.group === service.id && instance.phase !== 'terminated')
    .map((instance) => {
      const arn = arns.instance(instance.id);
      const { addedLatency, lossShare, stress } = influenceOn(effects, arn, undefined);
      const state = {
        state: instance.phase === 'starting' ? 'pending' : instance.phase,
        networkDelayMilliseconds: addedLatency,
        packetLossPercent: percent(lossShare),
        processorStressPercent: percent(stress),
      };
      const more = { zone: instance.zone, group: service.id, healthy: healthy(instance.id) };
      return resource(plane, arn, 'ec2:instance', instance.id, service.tags, state, more);
    });
  return [group, ...instances];
}

function describeCluster(plane: Plane, service: Extract<ServiceModel, { kind: 'database' }>): readonly CloudResource[] {
  const arns = arnsOf(plane.model, plane.seed);
  const record = plane.state.clusters.find(({ id }) => id === service.id)!;
  const servers = plane.fleet.servers.filter((server) => server.service === service.id);
  const status = record.failover === null ? 'available' : 'failing-over';
  const cluster = resource(
    plane,
    arns.cluster(service.id),
    'rds:cluster',
    service.id,
    service.tags,
    { status, writer: record.writer, members: service.instances.length },
    { healthy: servers.some(({ writer, reachable }) => writer && reachable) },
  );
  const instances = servers.map((server) => {
    const state = {
      status: record.restarting[server.name] === undefined ? 'available' : 'rebooting',
      role: record.writer === server.name ? 'writer' : 'reader',
    };
    const more = { zone: server.zone!, group: service.id, healthy: server.up && server.reachable };
    return resource(plane, arns.database(server.name), 'rds:db', server.name, service.tags, state, more);
  });
  return [cluster, ...instances];
}

/** What no service stands for: load balancers, and the one subnet of each zone. */
function surroundings(plane: Plane): readonly CloudResource[] {
  const { model, fleet, state } = plane;
  const arns = arnsOf(model, plane.seed);
  const effects = effectsInForce(state);
  const balancers = model.loadBalancers.map(({ id, to, tags }) => {
    const serves = fleet.members(to).some((index) => isHealthy(plane, fleet.servers[index]!));
    return resource(
      plane,
      arns.loadBalancer(id),
      'elasticloadbalancing:loadbalancer',
      id,
      tags,
      { state: 'active' },
      { healthy: serves },
    );
  });
  const subnets = model.regions.flatMap(({ id: region, zones }) =>
    zones.map((zone) => {
      const arn = arns.subnet(zone);
      const { reachable } = influenceOn(effects, arn, zone);
      const described = { connectivity: reachable ? 'normal' : 'denied' };
      return resource(plane, arn, 'ec2:subnet', arn.slice(arn.lastIndexOf('/') + 1), model.tags ?? {}, described, {
        region,
        zone,
        healthy: reachable,
      });
    }),
  );
  return [...balancers, ...subnets];
}

/** What exists and is not simulated: always there, always well. */
function inventory(plane: Plane): readonly CloudResource[] {
  const { inventory: items = [] } = plane.model;
  const arns = arnsOf(plane.model, plane.seed);
  return items.map(({ type, name, region, zone, tags }) =>
    resource(
      plane,
      arns.other(type, name, region),
      type,
      name,
      tags,
      { simulated: false },
      {
        region,
        ...(zone !== undefined && { zone }),
      },
    ),
  );
}

function resource(
  plane: Plane,
  id: string,
  type: string,
  name: string,
  tags: CloudResource['tags'],
  state: CloudResource['state'],
  more: Partial<CloudResource> = {},
): CloudResource {
  const { account, regions } = plane.model;
  return { id, type, name, account, region: regions[0]!.id, tags, healthy: true, state, ...more };
}

/** To a hundredth, so that composed shares read well. */
const percent = (share: number): number => Math.round(share * 10_000) / 100;
