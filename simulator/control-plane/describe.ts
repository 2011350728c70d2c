/** What exists, as Describe calls of AWS would answer. */
import type { CloudResource } from '../cloud.ts';
import type { TargetView } from '../faults/fault.ts';
import { regionOfService } from '../geography.ts';
import type { BucketModel, ServiceModel } from '../model.ts';
import { arnsOf } from './arns.ts';
import { clusterIds } from './clusters.ts';
import { describeDatabase } from './describe-databases.ts';
import { describeClusters, describeGroup } from './describe-groups.ts';
import { describeNodeGroups } from './describe-node-groups.ts';
import { describeRouting } from './describe-routing.ts';
import { isHealthy, percent, resource } from './described.ts';
import { effectsInForce, influenceOn } from './effects.ts';
import type { Plane } from './plane.ts';
import { describeProxies } from './proxies.ts';
import { isPowered } from './refresh.ts';
import { replicates } from './replication.ts';
import { zonesLeft } from './routing.ts';
import { describeSecurityGroups } from './security-groups.ts';

/** Every resource, sorted by ARN. */
export function describeAll(plane: Plane): readonly CloudResource[] {
  return [
    ...plane.model.services.flatMap((service) => describeService(plane, service)),
    ...surroundings(plane),
    ...describeNodeGroups(plane),
    ...describeClusters(plane),
    ...describeProxies(plane),
    ...describeSecurityGroups(plane),
    ...describeRouting(plane),
    ...inventory(plane),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** ARN to FIS resource types, of all that exists. */
export const targetTypes = (plane: Plane): ReadonlyMap<string, readonly string[]> =>
  new Map(describeAll(plane).map(({ id, type, alsoType }) => [id, alsoType === undefined ? [type] : [type, alsoType]]));

/** What a fault may want to know of one resource. */
export function describeTarget(plane: Plane, arn: string): TargetView {
  const found = describeAll(plane).find(({ id }) => id === arn);
  const service = plane.model.services.find((each) => namesOf(each).includes(found?.group ?? found?.name ?? ''));
  const nodeGroup = plane.model.nodeGroups?.find(({ id }) => id === (found?.group ?? found?.name));
  return {
    ...(found?.zone !== undefined && { zone: found.zone }),
    ...(service && { service }),
    ...(nodeGroup && { nodeGroup }),
    ...(found?.attachedTo !== undefined && { attachedTo: found.attachedTo }),
  };
}

/** What its resources, or the groups of its members, are called. */
const namesOf = (service: ServiceModel): readonly string[] =>
  service.kind === 'database' ? clusterIds(service) : [service.id];

function describeService(plane: Plane, service: ServiceModel): readonly CloudResource[] {
  switch (service.kind) {
    case 'auto-scaling-group':
      return describeGroup(plane, service);
    case 'database':
      return describeDatabase(plane, service);
    case 'cache': {
      const id = arnsOf(plane.model, plane.seed).cache(service.id);
      const nodes = plane.fleet.servers.filter((server) => server.service === service.id);
      const there = nodes.filter(({ name }) => isPowered(plane, service, name)).length;
      const state = { status: 'available', ...(service.nodes && { nodes: there }) };
      const healthy = nodes.some(({ up, reachable }) => up && reachable);
      const zones = [...new Set((service.nodes ?? []).map(({ zone }) => zone))];
      const more = { healthy, ...(zones.length > 0 && { zone: zones[0]!, zones }) };
      return [resource(plane, id, 'elasticache:replicationgroup', service.id, service.tags, state, more)];
    }
    case 'table': {
      const id = arnsOf(plane.model, plane.seed).table(service.id);
      const state = { status: 'ACTIVE', replication: replicates(plane, service) ? 'active' : 'paused' };
      return [resource(plane, id, 'dynamodb:global-table', service.id, service.tags, state)];
    }
    case 'bucket':
      return [describeBucket(plane, service)];
    case 'lambda': {
      const id = arnsOf(plane.model, plane.seed).lambda(service.id);
      const influence = influenceOn(effectsInForce(plane.state), id, undefined);
      const { addedLatency, errorShare, mishaps, outgoing } = influence;
      const state = {
        state: 'Active',
        addedDelayMilliseconds: addedLatency,
        errorPercent: percent(errorShare),
        requestFaults: mishaps.length + outgoing.length,
      };
      return [resource(plane, id, 'lambda:function', service.id, service.tags, state)];
    }
  }
}

/** An ARN of a bucket says no Region. */
function describeBucket(plane: Plane, bucket: BucketModel): CloudResource {
  const { model, seed } = plane;
  const state = bucket.replication
    ? { replication: replicates(plane, bucket) ? 'active' : 'paused', copy: bucket.replication.to }
    : { replication: 'none' };
  const region = regionOfService(model, bucket);
  return resource(plane, arnsOf(model, seed).bucket(bucket.id), 's3:bucket', bucket.id, bucket.tags, state, { region });
}

/** An id of ours, as `core/faults/squall/managed-resource.ts` has it. */
const managedId = (arn: string): string =>
  arn
    .replace(':elasticloadbalancing:', ':arc-zonal-shift:')
    .replace(':loadbalancer/', ':managedresource/loadbalancer/');

/** What no service stands for: load balancers, and the one subnet of each zone. */
function surroundings(plane: Plane): readonly CloudResource[] {
  const { model, fleet, state } = plane;
  const arns = arnsOf(model, plane.seed);
  const effects = effectsInForce(state);
  const balancers = model.loadBalancers.flatMap(({ id, to, tags }) => {
    const serves = fleet.members(to).some((index) => isHealthy(plane, fleet.servers[index]!));
    const left = zonesLeft(plane, id, effects);
    const arn = arns.loadBalancer(id);
    const state = { state: 'active', ...(left.length > 0 && { zonesLeft: left.join(', ') }) };
    const awayFrom = left.length > 0 ? left.join(' ') : 'nothing';
    return [
      resource(plane, arn, 'elasticloadbalancing:loadbalancer', id, tags, state, {
        healthy: serves,
        alsoType: 'arc:zonal-shift-managed-resource',
      }),
      // As ARC knows it, which moves its traffic.
      resource(plane, managedId(arn), 'arc:managed-resource', id, tags, { awayFrom }, { healthy: serves }),
    ];
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
