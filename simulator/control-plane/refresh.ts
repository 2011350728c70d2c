/** Brings the fleet in step with the records and the faults in force, and tells traffic what changed. */
import type { Effect } from '../faults/effect.ts';
import type { Server } from '../fleet.ts';
import { followLoad } from '../metrics/load.ts';
import { arnsOf } from './arns.ts';
import { superviseDatabases } from './databases.ts';
import { effectsInForce, influenceOn } from './effects.ts';
import type { Plane } from './plane.ts';
import type { ControlPlaneState } from './state.ts';

type Standing = Pick<Server, 'up' | 'registered' | 'writer'>;

/** To be called after every change of a record or of the faults in force. */
export function refresh(plane: Plane): void {
  apply(plane, effectsInForce(plane.state));
  // A lost writer is noticed from what the fleet now shows, and its loss changes the fleet in turn.
  if (superviseDatabases(plane)) apply(plane, effectsInForce(plane.state));
}

function apply(plane: Plane, effects: readonly Effect[]): void {
  const { state, fleet, traffic, model } = plane;
  const arns = arnsOf(model, plane.seed);
  const kinds = new Map(model.services.map(({ id, kind }) => [id, kind]));
  const stress = new Map<string, number[]>();
  for (const server of fleet.servers) {
    const record = state.servers[server.index]!;
    const kind = kinds.get(server.service);
    const arn =
      kind === 'auto-scaling-group'
        ? arns.instance(server.name)
        : kind === 'database'
          ? arns.database(server.name)
          : kind === 'lambda'
            ? arns.lambda(server.service)
            : arns.cache(server.service);
    const { stress: load, ...influence } = influenceOn(effects, arn, server.zone);
    const wanted = { ...influence, ...standingOf(state, server, kind), gone: record.gone };
    if (kind === 'auto-scaling-group' && wanted.up) {
      stress.set(server.service, [...(stress.get(server.service) ?? []), load]);
    }
    if (differs(server, wanted)) {
      Object.assign(server, wanted);
      traffic.changed(server.index);
    }
  }
  for (const { id, kind } of model.services) {
    if (kind === 'auto-scaling-group') followLoad(state.metrics, id, state.now, mean(stress.get(id) ?? []));
  }
}

function standingOf(state: ControlPlaneState, server: Server, kind: string | undefined): Standing {
  if (kind === 'auto-scaling-group') {
    const instance = state.instances.find(({ id }) => id === server.name);
    const up = instance?.phase === 'running' && instance.bootsAt === null;
    return { up, registered: instance?.lifecycle === 'in-service', writer: false };
  }
  if (kind === 'database') {
    const cluster = state.clusters.find(({ id }) => id === server.service)!;
    const up = cluster.restarting[server.name] === undefined;
    return { up, registered: true, writer: up && cluster.writer === server.name && cluster.failover === null };
  }
  return { up: true, registered: true, writer: false };
}

const differs = (server: Server, wanted: Partial<Server>): boolean =>
  Object.entries(wanted).some(([field, value]) => server[field as keyof Server] !== value);

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
