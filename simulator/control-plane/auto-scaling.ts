/**
 * An Auto Scaling group keeps its desired capacity. It knows its members by their EC2
 * status alone, so that it replaces what is stopped or terminated, and not what is merely
 * unreachable or slow. A dead member counts until the group looks (`detection`); then it
 * is given up and another launched, in the zone with the fewest members, or in the next
 * when that one has no capacity. A launched instance runs after `launch` and is
 * registered at full speed after `warmUp`: until then it takes no traffic.
 */
import type { GroupModel, Instant, LaunchingModel } from '../model.ts';
import { schedule } from './agenda.ts';
import { arnsOf } from './arns.ts';
import { capacityOf, effectsInForce, influenceOn, refusalShare } from './effects.ts';
import { draw, hex } from './fingerprint.ts';
import { schedulePods, warmUp } from './instances.ts';
import { instanceById, launchingModel, nextNumber, type Plane } from './plane.ts';
import { nodeFor, nodeGroupsUnder } from './pod-nodes.ts';
import { addServer } from './servers.ts';
import type { GroupRecord, InstanceRecord } from './state.ts';
import { timings } from './timings.ts';

/** Members that count towards the desired capacity: all but those being given up. */
export const activeMembers = (plane: Plane, group: string): readonly InstanceRecord[] =>
  plane.state.instances.filter((instance) => instance.group === group && instance.lifecycle !== 'draining');

/** The group looks at a member that has been down since `since`. */
export function noticeLoss(plane: Plane, id: string, since: Instant): void {
  const instance = instanceById(plane, id);
  if (!instance || instance.phase === 'running' || instance.downSince !== since) return;
  remove(plane, instance);
  fill(plane, instance.group);
}

/** Takes an instance out of the records: it is terminated, and deregistered where it was registered. */
export function remove(plane: Plane, instance: InstanceRecord): void {
  plane.state.instances = plane.state.instances.filter((one) => one !== instance);
  if (instance.server !== null) plane.state.servers[instance.server]!.gone = true;
  // Where it stood there is room for others.
  if (instance.node !== undefined) schedulePods(plane, instanceById(plane, instance.node)?.group ?? '');
}

/** Launches until the desired capacity is reached, or no zone takes another. */
export function fill(plane: Plane, id: string): void {
  const { state } = plane;
  const group = groupById(plane, id);
  if (group.fillAt !== null && group.fillAt <= state.now) group.fillAt = null;
  const { desired } = wantedCapacity(plane, id);
  while (activeMembers(plane, id).length < desired) {
    const launched = zonesByMembers(plane, id).some(([zone]) => launch(plane, id, zone));
    if (launched) continue;
    if (group.fillAt === null) {
      group.fillAt = state.now + timings.launchRetry;
      schedule(state, group.fillAt, { kind: 'fill', group: id });
    }
    return;
  }
}

/** Asks EC2 for one instance in `zone`, or the scheduler for a place. False: InsufficientInstanceCapacity, or no node has room. */
export function launch(plane: Plane, group: string, zone: string): boolean {
  const { state, seed } = plane;
  const model = launchingModel(plane, group);
  const refused = refusalShare(effectsInForce(state), arnsOf(plane.model, seed).group(model), zone);
  if (refused > 0 && draw(seed, `capacity/${nextNumber(state, 'launch-under-fault')}`) < refused) return false;
  const node = placeOf(plane, model, zone);
  if (node === 'none') return false;
  const id = newMemberId(plane, model);
  state.instances.push({
    id,
    group,
    zone,
    launchedAt: state.now,
    phase: 'pending',
    lifecycle: 'pending',
    server: null,
    downSince: null,
    bootsAt: null,
    ...node,
  });
  schedule(state, state.now + model.replacement.launch, { kind: 'launched', instance: id });
  return true;
}

/** The node that the next member stands on, where members stand on nodes. */
function placeOf(plane: Plane, model: LaunchingModel, zone: string): { readonly node?: string } | 'none' {
  if (model.kind === 'node-group' || nodeGroupsUnder(plane.model, model).length === 0) return {};
  const effects = effectsInForce(plane.state);
  const arns = arnsOf(plane.model, plane.seed);
  const reaches = ({ id, zone: of }: InstanceRecord) => influenceOn(effects, arns.node(model, id), of).reachable;
  const node = nodeFor(plane, model, zone, reaches);
  return node === undefined ? 'none' : { node };
}

/** The launched instance runs, and warms up. */
export function launched(plane: Plane, id: string): void {
  const instance = instanceById(plane, id);
  if (instance?.phase !== 'pending') return;
  instance.phase = 'running';
  // Nodes serve nobody themselves.
  if (launchingModel(plane, instance.group).kind !== 'node-group')
    instance.server = addServer(plane.state, plane.fleet, {
      name: id,
      service: instance.group,
      zone: instance.zone,
      gone: false,
    });
  warmUp(plane, instance);
}

export function newMemberId({ seed, state }: Pick<Plane, 'seed' | 'state'>, model: LaunchingModel): string {
  if (model.kind === 'node-group') return `i-0${hex(seed, `node/${nextNumber(state, 'node')}`, 16)}`;
  const { id, runsAs } = model;
  const name = `instance/${nextNumber(state, 'instance')}`;
  if (!runsAs) return `i-0${hex(seed, name, 16)}`;
  return runsAs.kind === 'ecs-tasks' ? hex(seed, name, 32) : `${id}-${hex(seed, name, 10)}`;
}

/** The group's zones with their active members, fewest first, then in the model's order. */
export function zonesByMembers(plane: Plane, id: string): readonly (readonly [zone: string, members: number])[] {
  const members = activeMembers(plane, id);
  return launchingModel(plane, id)
    .zones.map((zone) => [zone, members.filter((instance) => instance.zone === zone).length] as const)
    .sort((a, b) => a[1] - b[1]);
}

/** @throws Error when the state has no such group. */
export function groupById(plane: Plane, id: string): GroupRecord {
  const found = plane.state.groups.find((group) => group.id === id);
  if (!found) throw new Error(`no Auto Scaling group ${id} in the state`);
  return found;
}

/** As the group is told now, by its load where it follows that: none while a fault has it scaled to zero. */
export function wantedCapacity(plane: Plane, id: string): GroupModel['capacity'] {
  const own = launchingModel(plane, id);
  const { desired = own.capacity.desired } = groupById(plane, id).scaling ?? {};
  const capacity = { ...own.capacity, desired };
  return capacityOf({ id, capacity }, effectsInForce(plane.state), arnsOf(plane.model, plane.seed).group(own));
}
