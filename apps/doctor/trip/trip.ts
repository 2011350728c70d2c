/** A run whose stop alarm is fired while a fault is active, watched until it is at rest: the certification's own machinery. */

import type { Plan } from '../../../core/plan/plan.ts';
import type { StoredDefinition } from '../../../core/ports/definitions.ts';
import type { Telling } from '../../certify/conduct/context.ts';
import { watch } from '../../certify/conduct/watch.ts';
import type { Exercise } from '../../certify/exercise.ts';
import { fleetAlarm } from '../../certify/fleet.ts';
import type { Rig } from '../../certify/rig.ts';
import { judge, type Tripped } from './judge.ts';

export interface TripRequest {
  readonly alarm: string;
  readonly definition: StoredDefinition;
  readonly plan: Plan;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly seed: number;
  readonly runId: string;
  readonly by: string;
}

export interface TripContext {
  readonly rig: Rig;
  readonly interrupted: AbortSignal;
  readonly tell: (telling: Telling) => void;
}

export async function trip(request: TripRequest, { rig, interrupted, tell }: TripContext): Promise<Tripped> {
  const { alarm, definition, plan, parameters, seed, runId, by } = request;
  const { ports, lookEvery, place } = rig;
  const exercise: Exercise = {
    id: 'trip',
    title: 'fires the stop alarm while a fault is active',
    experiment: definition.experiment.metadata.name,
    shows: [],
    disturbance: 'alarm',
    cause: ['alarm'],
    reason: `squall doctor --trip, by ${by}: this is an exercise`,
    // The sample fleet's has nobody whose requests would move it again.
    ...(alarm !== fleetAlarm(place.stage) && { alarm }),
  };
  const touched = [...new Set(plan.steps.flatMap(({ targets }) => Object.values(targets).flat()))];
  const before = await ports.resources.snapshot(touched);
  const startedAt = ports.clock.now();
  tell({ type: 'run', at: startedAt, runId });
  const startedBy = `${by}, by squall doctor --trip ${alarm}`;
  await rig.start(runId, { experiment: definition.hash, parameters, seed, plan: plan.hash, startedBy });
  const context = { rig, id: 'trip', by, definitions: [definition], seed, runIdOf: () => runId, interrupted, tell };
  const { record, times, gaveUp } = await watch({ runId, startedAt, before, exercise }, context);
  return judge({ alarm, runId, record, times, lookEvery, gaveUp });
}
