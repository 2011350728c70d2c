/** Puts a simulated cloud together: from a model, or from a dump of one. */
import type { CloudDump, SimulatedCloud } from './cloud.ts';
import { initialState } from './control-plane/initial-state.ts';
import type { Plane } from './control-plane/plane.ts';
import { refresh } from './control-plane/refresh.ts';
import { buildFleet } from './control-plane/servers.ts';
import { simulatedCloud } from './control-plane/simulated-cloud.ts';
import type { ControlPlaneState } from './control-plane/state.ts';
import type { Fleet } from './fleet.ts';
import type { WorldModel } from './model.ts';
import { straight } from './routing.ts';
import { createClosedFormTraffic } from './traffic/closed-form/index.ts';
import { createRequestTraffic } from './traffic/requests/index.ts';
import type { Traffic } from './traffic.ts';

/**
 * A cloud at `model.startAt`, with the model's warm-up behind it, so that metrics and
 * alarms have a past. What the warm-up announced is not told.
 * @param options.traffic default: as the model says.
 */
export function createCloud(options: {
  readonly model: WorldModel;
  readonly seed: number;
  readonly traffic?: 'requests' | 'closed-form';
}): SimulatedCloud {
  const { model, seed, traffic = model.traffic } = options;
  const cloud = assemble(model, seed, initialState(model, seed, traffic));
  while (cloud.advance(model.startAt).length > 0);
  return cloud;
}

/**
 * The cloud of a dump, with faults still in force and their ends still due. Its request
 * queues are empty, and traffic draws from a stream of its own from here on.
 * @throws RangeError for a dump of another schema version.
 */
export function restoreCloud(options: {
  readonly model: WorldModel;
  readonly seed: number;
  readonly dump: CloudDump;
}): SimulatedCloud {
  const { model, seed, dump } = options;
  if (dump.schemaVersion !== 1)
    throw new RangeError(`not a dump that this version reads: ${String(dump.schemaVersion)}`);
  return assemble(model, seed, JSON.parse(JSON.stringify(dump)) as unknown as ControlPlaneState);
}

/** A cloud, and what it stands on. */
export interface Standing {
  readonly cloud: SimulatedCloud;
  readonly plane: Plane;
}

const assemble = (model: WorldModel, seed: number, state: ControlPlaneState): SimulatedCloud =>
  cloudOn(model, seed, state).cloud;

export function cloudOn(
  model: WorldModel,
  seed: number,
  state: ControlPlaneState,
  elsewhere?: Plane['elsewhere'],
): Standing {
  const fleet = buildFleet(state);
  const still: Plane = {
    model,
    seed,
    state,
    fleet,
    traffic: noTraffic,
    announced: [],
    ...(elsewhere && { elsewhere }),
  };
  // Traffic is made over a fleet that already stands as the records say.
  refresh(still);
  const plane = { ...still, traffic: makeTraffic(model, fleet, seed, state) };
  return { cloud: simulatedCloud(plane), plane };
}

function makeTraffic(model: WorldModel, fleet: Fleet, seed: number, state: ControlPlaneState): Traffic {
  const options = { model, fleet, seed, start: state.now, routing: () => state.routing ?? straight };
  return state.traffic === 'requests' ? createRequestTraffic(options) : createClosedFormTraffic(options);
}

const noTraffic: Traffic = {
  advance() {},
  changed() {},
  rerouted() {},
  drain: () => [],
  written: () => 0,
  healthy: () => true,
};
