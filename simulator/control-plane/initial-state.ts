/** A world in steady state: every group at its desired capacity, spread over its zones; every database with its writer. */

import { newAlarm } from '../alarms/record.ts';
import { newMetrics } from '../metrics/record.ts';
import type { GroupModel, LaunchingModel, WorldModel } from '../model.ts';
import { newMemberId } from './auto-scaling.ts';
import { newEndpointChecks } from './endpoint-checks.ts';
import { nodeFor, nodeGroupsUnder } from './pod-nodes.ts';
import type { ControlPlaneState, InstanceRecord } from './state.ts';

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
  for (const group of model.nodeGroups ?? []) {
    state.groups.push({ id: group.id, fillAt: null, rebalanceAt: null });
    for (let i = 0; i < group.capacity.desired; i++)
      state.instances.push({ ...member(state, seed, group, group.zones[i % group.zones.length]!), server: null });
  }
  for (const service of model.services) {
    const { id } = service;
    switch (service.kind) {
      case 'auto-scaling-group':
        state.groups.push({ id, fillAt: null, rebalanceAt: null });
        for (let i = 0; i < service.capacity.desired; i++) {
          const { zone, ...node } = placeOf(model, state, service, i);
          const made = member(state, seed, service, zone);
          state.instances.push({ ...made, server: state.servers.length, ...node });
          state.servers.push({ name: made.id, service: id, zone, gone: false });
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

const member = (
  state: ControlPlaneState,
  seed: number,
  group: LaunchingModel,
  zone: string,
): Omit<InstanceRecord, 'server'> => ({
  id: newMemberId({ seed, state }, group),
  group: group.id,
  zone,
  launchedAt: state.now,
  phase: 'running',
  lifecycle: 'in-service',
  downSince: null,
  bootsAt: null,
});

/** Where the next member stands: the zones in turn, and of pods on nodes where the scheduler has room, the emptiest zone first. */
function placeOf(model: WorldModel, state: ControlPlaneState, service: GroupModel, turn: number) {
  const { id, zones } = service;
  if (nodeGroupsUnder(model, service).length === 0) return { zone: zones[turn % zones.length]! };
  const membersIn = (zone: string) => state.instances.filter((one) => one.group === id && one.zone === zone).length;
  for (const zone of zones.toSorted((a, b) => membersIn(a) - membersIn(b))) {
    const node = nodeFor({ model, state }, service, zone, () => true);
    if (node !== undefined) return { zone, node };
  }
  throw new RangeError(`no node has room for the pods of ${id}: the world is not a valid one`);
}
