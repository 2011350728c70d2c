/** Brings the fleet in step with the records and the faults in force, and tells traffic what changed. */
import type { Effect } from '../faults/effect.ts';
import type { Server } from '../fleet.ts';
import { followLoad } from '../metrics/load.ts';
import type { CacheModel, GroupModel, ServiceModel } from '../model.ts';
import { arnsOf } from './arns.ts';
import { cacheRecord, superviseCaches, warmth } from './caches.ts';
import { clusterWith, roleOf } from './clusters.ts';
import { superviseDatabases } from './databases.ts';
import { composed, effectsInForce, type Influence, influenceOn } from './effects.ts';
import { superviseGlobals } from './global-databases.ts';
import { followGlobals } from './global-replication.ts';
import { diskShare, errorShare, outgoing, speedLeft } from './hosts.ts';
import type { Plane } from './plane.ts';
import { machineOf, machineRuns } from './pod-nodes.ts';
import { processRuns, superviseProcesses } from './processes.ts';
import { throughProxies } from './proxies.ts';
import { followReplication } from './replication.ts';
import { followRouting } from './routing.ts';
import { droppedCalls, targetsReached, waysClosed } from './security-groups.ts';

type Standing = Pick<Server, 'up' | 'registered' | 'writer'>;

/** To be called after every change of a record or of the faults in force. */
export function refresh(plane: Plane): void {
  followReplication(plane);
  const died = superviseProcesses(plane);
  const effects = effectsInForce(plane.state);
  apply(plane, effects);
  // What is lost is noticed from what the fleet now shows, and its loss changes the fleet in turn.
  const moved = superviseDatabases(plane);
  followGlobals(plane);
  const away = superviseGlobals(plane);
  if (superviseCaches(plane, nodesIn(plane, effects)) || moved || away || died) apply(plane, effects);
  followRouting(plane, effects);
}

function apply(plane: Plane, effects: readonly Effect[]): void {
  const { state, fleet, traffic, model } = plane;
  const services = new Map(model.services.map((service) => [service.id, service]));
  const stress = new Map<string, number[]>();
  const closed = waysClosed(model, effects);
  const machines = machinesOf(plane);
  for (const server of fleet.servers) {
    const service = services.get(server.service)!;
    const influence = influenceOn(effects, arnOf(plane, service, server), server.zone, machines.get(server.name));
    const own = influenced(service, influence);
    const wanted = {
      ...own,
      reachable: own.reachable && targetsReached(model, closed, service.id),
      outgoing: composed([...own.outgoing, ...throughProxies(effects, service), ...droppedCalls(closed, service.id)]),
      ...standingOf(plane, server, service, influence),
      speed: own.speed * speedOf(service, server),
      warmth: service.kind === 'cache' ? warmth(cacheRecord(plane, service), service, state.now) : 1,
      missing: service.kind === 'bucket' ? (state.buckets?.find(({ id }) => id === service.id)?.missing ?? 0) : 0,
      gone: state.servers[server.index]!.gone,
    };
    if (service.kind === 'auto-scaling-group' && wanted.up)
      stress.set(server.service, [...(stress.get(server.service) ?? []), influence.stress]);
    if (differs(server, wanted)) {
      Object.assign(server, wanted);
      traffic.changed(server.index);
    }
  }
  for (const { id, kind } of model.services)
    if (kind === 'auto-scaling-group') followLoad(state.metrics, id, state.now, mean(stress.get(id) ?? []));
}

/** By pod: ARN of its node. Empty in worlds without nodes. */
function machinesOf({ model, state, seed }: Plane): ReadonlyMap<string, string> {
  if (!model.nodeGroups) return noMachines;
  const arns = arnsOf(model, seed);
  const services = new Map(model.services.map((service) => [service.id, service]));
  return new Map(
    state.instances.flatMap((instance) => {
      const arn = machineOf(arns, services.get(instance.group) as GroupModel, instance);
      return arn === undefined ? [] : [[instance.id, arn]];
    }),
  );
}

const noMachines: ReadonlyMap<string, string> = new Map();

export function arnOf({ model, seed }: Plane, service: ServiceModel, server: Pick<Server, 'name'>): string {
  const arns = arnsOf(model, seed);
  switch (service.kind) {
    case 'auto-scaling-group':
      return arns.member(service, server.name);
    case 'database':
      return arns.database(server.name);
    case 'lambda':
      return arns.lambda(service.id);
    case 'table':
      return arns.table(service.id);
    case 'bucket':
      return arns.bucket(service.id);
    case 'cache':
      return arns.cache(service.id);
  }
}

/** Of an instance beside those of the cluster that writes at the start. */
const speedOf = (service: ServiceModel, { name }: Server): number =>
  (service.kind === 'database' ? service.global?.clusters : undefined)?.find(({ instances }) =>
    instances.includes(name),
  )?.speed ?? 1;

type Influenced = Omit<Server, 'index' | 'name' | 'service' | 'zone' | 'warmth' | 'missing' | 'gone' | keyof Standing>;

function influenced(service: ServiceModel, influence: Influence): Influenced {
  const { reachable, addedLatency, lossShare, apart, diskLatency } = influence;
  const host = service.kind === 'auto-scaling-group' ? service : undefined;
  const slow = host ? diskShare(host, influence) : 0;
  return {
    reachable,
    addedLatency,
    lossShare,
    apart,
    speed: host ? speedLeft(host, influence) : influence.speed,
    errorShare: host ? errorShare(host, influence) : influence.errorShare,
    mishaps: influence.mishaps,
    impairments: influence.impairments,
    outgoing: host ? outgoing(host, influence) : influence.outgoing,
    diskShare: slow,
    diskLatency: slow > 0 ? diskLatency : 0,
  };
}

function standingOf(plane: Plane, server: Server, service: ServiceModel, influence: Influence): Standing {
  const { state } = plane;
  switch (service.kind) {
    case 'auto-scaling-group': {
      const instance = state.instances.find(({ id }) => id === server.name);
      const runs = instance?.phase === 'running' && instance.bootsAt === null && processRuns(instance);
      const up = runs && machineRuns(state, instance);
      return { up, registered: instance?.lifecycle === 'in-service' && !influence.detached, writer: false };
    }
    case 'database': {
      const cluster = clusterWith(plane, server.name)!;
      const { writes, attached } = roleOf(plane, cluster.id);
      const up = cluster.restarting[server.name] === undefined && attached;
      const holds = cluster.writer === server.name && cluster.failover === null;
      return { up, registered: true, writer: up && writes && holds };
    }
    case 'cache':
      return {
        up: influence.powered && cacheRecord(plane, service).primary === server.name,
        registered: true,
        writer: false,
      };
    case 'lambda':
    case 'table':
    case 'bucket':
      return { up: true, registered: true, writer: false };
  }
}

/** Whether a cache's node has power: only the primary's being up shows in the fleet. */
export function isPowered(plane: Plane, service: CacheModel, node: string): boolean {
  const server = plane.fleet.servers.find(({ name }) => name === node)!;
  return influenceOn(effectsInForce(plane.state), arnOf(plane, service, server), server.zone).powered;
}

/** What can be seen of the nodes of caches: replicas serve nobody, so that the fleet does not tell. */
function nodesIn(plane: Plane, effects: readonly Effect[]) {
  const influence = (node: string): Influence => {
    const server = plane.fleet.servers.find(({ name }) => name === node)!;
    const service = plane.model.services.find(({ id }) => id === server.service)!;
    return influenceOn(effects, arnOf(plane, service, server), server.zone);
  };
  return {
    powered: (node: string) => influence(node).powered,
    reachable: (node: string) => influence(node).reachable,
  };
}

const differs = (server: Server, wanted: Partial<Server>): boolean =>
  Object.entries(wanted).some(([field, value]) => !same(value, server[field as keyof Server]));

/** Lists are nearly always empty; else they hold a few items, and are short to compare as text. */
function same(value: unknown, present: unknown): boolean {
  if (value === present) return true;
  if (!Array.isArray(value) || !Array.isArray(present)) return false;
  return value.length === present.length && (value.length === 0 || JSON.stringify(value) === JSON.stringify(present));
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
