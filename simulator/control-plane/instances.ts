/** What EC2 does to instances, on request. Ids that do not exist, and requests that make no sense, change nothing. */
import type { Millis } from '../model.ts';
import { schedule } from './agenda.ts';
import { instanceById, launchingModel, type Plane } from './plane.ts';
import { podsOn, servicesOn } from './pod-nodes.ts';
import type { InstanceRecord } from './state.ts';
import { timings } from './timings.ts';

/** StopInstances: the instance loses what it was serving. */
export function stopInstance(plane: Plane, id: string): void {
  const instance = instanceById(plane, id);
  if (instance?.phase === 'running' || instance?.phase === 'starting') goDown(plane, instance, 'stopped');
}

/** TerminateInstances. It keeps its place in the group until the group notices. */
export function terminateInstance(plane: Plane, id: string): void {
  const instance = instanceById(plane, id);
  if (instance && instance.phase !== 'terminated') goDown(plane, instance, 'terminated');
}

/** Takes a member out of service and gives it time to end what it serves; its group makes another at once. */
export function evict(plane: Plane, id: string, grace: Millis): void {
  const instance = instanceById(plane, id);
  if (!instance || instance.phase === 'terminated' || instance.lifecycle === 'draining') return;
  drain(plane, instance, grace);
  schedule(plane.state, plane.state.now, { kind: 'fill', group: instance.group });
}

/** Takes it out of service, and its pods with it; it is gone after `grace`. */
export function drain(plane: Plane, instance: InstanceRecord, grace: Millis): void {
  const { state } = plane;
  instance.lifecycle = 'draining';
  for (const pod of podsOn(state, instance.id)) evict(plane, pod.id, grace);
  schedule(state, state.now + grace, { kind: 'drained', instance: instance.id });
}

/** Pods that wait for room are put where there is some. */
export function schedulePods(plane: Plane, group: string): void {
  const { model, state } = plane;
  const own = model.nodeGroups?.find(({ id }) => id === group);
  if (!own) return;
  for (const { id } of servicesOn(model, own)) schedule(state, state.now, { kind: 'fill', group: id });
}

/** StartInstances: boots an instance that stands stopped. */
export function startInstance(plane: Plane, id: string): void {
  const instance = instanceById(plane, id);
  if (instance?.phase !== 'stopped') return;
  instance.phase = 'starting';
  boot(plane, instance, timings.instanceStart);
}

/** RebootInstances: down and up again, which EC2's status never shows. */
export function rebootInstance(plane: Plane, id: string): void {
  const instance = instanceById(plane, id);
  if (instance?.phase !== 'running') return;
  boot(plane, instance, timings.instanceReboot);
}

/** A boot has ended, unless something else happened to the instance meanwhile. */
export function booted(plane: Plane, id: string): void {
  const instance = instanceById(plane, id);
  if (!instance || instance.bootsAt === null || instance.bootsAt > plane.state.now) return;
  instance.phase = 'running';
  instance.downSince = null;
  instance.bootsAt = null;
  // Stopped while it warmed up, it begins again.
  if (instance.lifecycle === 'pending') warmUp(plane, instance);
  else schedulePods(plane, instance.group);
}

/** A launched or started instance goes into service after its group's warm-up. */
export function warmUp(plane: Plane, instance: InstanceRecord): void {
  const { warmUp: time } = launchingModel(plane, instance.group).replacement;
  schedule(plane.state, plane.state.now + time, { kind: 'warm', instance: instance.id });
}

/** Gone, or about to be: what a start cannot bring back. */
export function isTerminated(plane: Plane, id: string): boolean {
  const instance = instanceById(plane, id);
  return instance === undefined || instance.phase === 'terminated';
}

function goDown(plane: Plane, instance: InstanceRecord, phase: 'stopped' | 'terminated'): void {
  const { state } = plane;
  instance.phase = phase;
  instance.bootsAt = null;
  instance.processBackAt = null;
  // What ran on it is gone for good, whatever becomes of the machine.
  for (const pod of podsOn(state, instance.id)) goDown(plane, pod, 'terminated');
  // Stopped and then terminated, the group has been looking since the first.
  if (instance.downSince !== null) return;
  instance.downSince = state.now;
  const { detection } = launchingModel(plane, instance.group).replacement;
  schedule(state, state.now + detection, { kind: 'notice', instance: instance.id, since: state.now });
}

function boot(plane: Plane, instance: InstanceRecord, time: Millis): void {
  instance.bootsAt = plane.state.now + time;
  schedule(plane.state, instance.bootsAt, { kind: 'booted', instance: instance.id });
}
