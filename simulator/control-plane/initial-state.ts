/** A world in steady state: every group at its desired capacity, spread over its zones; every database with its writer. */

import { newAlarm } from '../alarms/record.ts';
import { newMetrics } from '../metrics/record.ts';
import type { WorldModel } from '../model.ts';
import { newMemberId } from './auto-scaling.ts';
import { newEndpointChecks } from './endpoint-checks.ts';
import type { ControlPlaneState } from './state.ts';

/** As of `startAt − warmUp`. */
export function initialState(model: WorldModel, seed: number, traffic: 'requests' | 'closed-form'): ControlPlaneState {
  const now = model.startAt - model.warmUp;
  const state: ControlPlaneState = {
    schemaVersion: 1,
    traffic,
    now,
    counters: {},
    servers: [],
    instances: [],
    groups: [],
    clusters: [],
    ...(model.endpointChecks && { endpointChecks: newEndpointChecks(model.endpointChecks, seed, now) }),
    agenda: [],
    experiments: [],
    metrics: newMetrics(model, now),
    alarms: model.alarms.map((alarm) => newAlarm(alarm, now)),
  };
  for (const service of model.services) {
    const { id } = service;
    switch (service.kind) {
      case 'auto-scaling-group':
        state.groups.push({ id, fillAt: null, rebalanceAt: null });
        for (let i = 0; i < service.capacity.desired; i++) {
          const zone = service.zones[i % service.zones.length]!;
          const name = newMemberId({ seed, state }, service);
          state.instances.push({
            id: name,
            group: id,
            zone,
            launchedAt: now,
            phase: 'running',
            lifecycle: 'in-service',
            server: state.servers.length,
            downSince: null,
            bootsAt: null,
          });
          state.servers.push({ name, service: id, zone, gone: false });
        }
        break;
      case 'database':
        for (const cluster of service.global?.clusters ?? [{ id, instances: [service.instances[0]!.id] }])
          state.clusters.push({ id: cluster.id, writer: cluster.instances[0]!, failover: null, restarting: {} });
        for (const { id: name, zone } of service.instances)
          state.servers.push({ name, service: id, zone, gone: false });
        break;
      case 'cache':
        for (const node of service.nodes ?? [{ id, zone: null }])
          state.servers.push({ name: node.id, service: id, zone: node.zone, gone: false });
        break;
      default:
        state.servers.push({ name: id, service: id, zone: null, gone: false });
    }
  }
  return state;
}
