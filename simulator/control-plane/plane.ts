/** What the parts of the control plane are handed: the world, what is known of it, and the fleet to act on. */
import type { AlarmStateValue, CloudEvent } from '../cloud.ts';
import type { Fleet } from '../fleet.ts';
import type { DatabaseModel, GroupModel, Instant, LaunchingModel, WorldModel } from '../model.ts';
import type { Traffic } from '../traffic.ts';
import type { ControlPlaneState, InstanceRecord } from './state.ts';

export interface Plane {
  readonly model: WorldModel;
  readonly seed: number;
  readonly state: ControlPlaneState;
  readonly fleet: Fleet;
  readonly traffic: Traffic;
  /** How an alarm stands that is none of this model's, where the model is a part of a larger one. */
  readonly elsewhere?: (alarm: string) => AlarmStateValue | undefined;
  /** What `advance` has to tell its caller. */
  readonly announced: CloudEvent[];
}

/** @throws Error when the model has no such group: the state is not of this world. */
export function groupModel(plane: Plane, id: string): GroupModel {
  const found = plane.model.services.find((service) => service.id === id);
  if (found?.kind !== 'auto-scaling-group') throw new Error(`no Auto Scaling group ${id} in world ${plane.model.name}`);
  return found;
}

/** The same, or a node group. @throws Error when the model has neither */
export const launchingModel = (plane: Plane, id: string): LaunchingModel =>
  plane.model.nodeGroups?.find((group) => group.id === id) ?? groupModel(plane, id);

/** @throws Error when the model has no such database: the state is not of this world. */
export function databaseModel(plane: Plane, id: string): DatabaseModel {
  const found = plane.model.services.find((service) => service.id === id);
  if (found?.kind !== 'database') throw new Error(`no database ${id} in world ${plane.model.name}`);
  return found;
}

export const instanceById = (plane: Plane, id: string): InstanceRecord | undefined =>
  plane.state.instances.find((instance) => instance.id === id);

/** Counts up, from 1. */
export function nextNumber(state: ControlPlaneState, kind: string): number {
  const next = (state.counters[kind] ?? 0) + 1;
  state.counters[kind] = next;
  return next;
}

/** The first multiple of `period` after `instant`. */
export const nextBoundary = (instant: Instant, period: number): Instant => (Math.floor(instant / period) + 1) * period;
