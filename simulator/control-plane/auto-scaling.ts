/**
 * An Auto Scaling group keeps its desired capacity. It knows its members by their EC2
 * status alone, so that it replaces what is stopped or terminated, and not what is merely
 * unreachable or slow. A dead member counts until the group looks (`detection`); then it
 * is given up and another launched, in the zone with the fewest members, or in the next
 * when that one has no capacity. A launched instance runs after `launch` and is
 * registered at full speed after `warmUp`: until then it takes no traffic.
 */
import type { GroupModel, Instant } from '../model.ts';
import { schedule } from './agenda.ts';
import { arnsOf } from './arns.ts';
import { capacityOf, effectsInForce, refusalShare } from './effects.ts';
import { draw, hex } from './fingerprint.ts';
import { warmUp } from './instances.ts';
import { groupModel, instanceById, nextNumber, type Plane } from './plane.ts';
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

/** Asks EC2 for one instance in `zone`. False: InsufficientInstanceCapacity. */
export function launch(plane: Plane, group: string, zone: string): boolean {
  const { state, seed } = plane;
  const refused = refusalShare(effectsInForce(state), arnsOf(plane.model, seed).group(groupModel(plane, group)), zone);
  if (refused > 0 && draw(seed, `capacity/${nextNumber(state, 'launch-under-fault')}`) < refused) return false;
  const id = newMemberId(plane, groupModel(plane, group));
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
  });
  schedule(state, state.now + groupModel(plane, group).replacement.launch, { kind: 'launched', instance: id });
  return true;
}

/** The launched instance runs, and warms up. */
export function launched(plane: Plane, id: string): void {
  const instance = instanceById(plane, id);
  if (instance?.phase !== 'pending') return;
  instance.phase = 'running';
  instance.server = addServer(plane.state, plane.fleet, {
    name: id,
    service: instance.group,
    zone: instance.zone,
    gone: false,
  });
  warmUp(plane, instance);
}

export function newMemberId({ seed, state }: Pick<Plane, 'seed' | 'state'>, { id, runsAs }: GroupModel): string {
  const name = `instance/${nextNumber(state, 'instance')}`;
  if (!runsAs) return `i-0${hex(seed, name, 16)}`;
  return runsAs.kind === 'ecs-tasks' ? hex(seed, name, 32) : `${id}-${hex(seed, name, 10)}`;
}

/** The group's zones with their active members, fewest first, then in the model's order. */
export function zonesByMembers(plane: Plane, id: string): readonly (readonly [zone: string, members: number])[] {
  const members = activeMembers(plane, id);
  return groupModel(plane, id)
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
  const own = groupModel(plane, id);
  const { desired = own.capacity.desired } = groupById(plane, id).scaling ?? {};
  const service = { ...own, capacity: { ...own.capacity, desired } };
  return capacityOf(service, effectsInForce(plane.state), arnsOf(plane.model, plane.seed).group(service));
}
