/**
 * Interruptions of spot instances. An instance is told two minutes before; a group that
 * replaces on notice launches another then and gives this one up, so that what it serves
 * can end. Then EC2 terminates it, told or not.
 */
import type { Millis } from '../model.ts';
import { schedule } from './agenda.ts';
import { fill } from './auto-scaling.ts';
import { terminateInstance } from './instances.ts';
import { instanceById, launchingModel, type Plane } from './plane.ts';

/** EC2's spot instance interruption notice. */
export const notice: Millis = 120_000;

/** @param wait from now to the interruption, at least the notice. */
export function interruptSpot(plane: Plane, id: string, wait: Millis, experiment: string): void {
  const { state } = plane;
  schedule(state, state.now + wait - notice, { kind: 'spot-notice', instance: id, experiment });
  schedule(state, state.now + wait, { kind: 'spot-interrupted', instance: id, experiment });
}

/** The notice: from here on a stop of the experiment changes nothing. */
export function noticed(plane: Plane, id: string): void {
  const instance = instanceById(plane, id);
  if (instance?.phase !== 'running') return;
  instance.interruptedAt = plane.state.now + notice;
  const group = launchingModel(plane, instance.group);
  if (group.kind === 'node-group' || !group.spot?.replacedOnNotice) return;
  if (instance.lifecycle === 'in-service') instance.lifecycle = 'draining';
  fill(plane, instance.group);
}

export function interrupted(plane: Plane, id: string): void {
  const instance = instanceById(plane, id);
  if (instance?.interruptedAt == null) return;
  terminateInstance(plane, id);
}
