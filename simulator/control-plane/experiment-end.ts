/** How experiments end: by running out, by being stopped, by a failing action. */
import type { ExperimentStatus } from '../cloud.ts';
import { faultOf } from '../faults/registry.ts';
import type { Instant } from '../model.ts';
import { schedule } from './agenda.ts';
import { type ActionRecord, type ExperimentRecord, isActive } from './experiment-record.ts';
import type { Plane } from './plane.ts';
import { refresh } from './refresh.ts';
import { timings } from './timings.ts';

/** The action's time is up. */
export function actionEnds(plane: Plane, id: string, name: string): void {
  const experiment = experimentById(plane, id);
  const action = experiment?.actions.find((one) => one.name === name);
  if (!experiment || action?.status !== 'running') return;
  const failure = faultOf(action.actionId).end?.(plane, action);
  endAction(action, failure === undefined ? 'completed' : 'failed', plane.state.now);
  if (failure !== undefined) fail(plane, experiment, `${action.name}: ${failure}`);
  else if (experiment.actions.every(({ status }) => !isActive(status))) conclude(plane, experiment, 'completed', null);
}

/** StopExperiment: effects end now (or wear off), what was stopped is started; `stopped` follows when that is done. */
export function stopExperiment(plane: Plane, id: string, reason: string): void {
  const experiment = experimentById(plane, id);
  if (experiment?.status !== 'running' && experiment?.status !== 'pending') return;
  const { state } = plane;
  let undoTime: number = timings.experimentStop;
  experiment.status = 'stopping';
  experiment.reason = reason;
  for (const action of experiment.actions) {
    if (action.status !== 'running') continue;
    undoTime = Math.max(undoTime, faultOf(action.actionId).undoTime?.(action) ?? 0);
    revert(plane, action);
    action.status = 'stopping';
  }
  schedule(state, state.now + undoTime, { kind: 'experiment-stopped', experiment: id });
  refresh(plane);
}

export function experimentStopped(plane: Plane, id: string): void {
  const experiment = experimentById(plane, id);
  if (experiment?.status !== 'stopping') return;
  for (const action of experiment.actions)
    if (action.status === 'stopping') endAction(action, 'stopped', plane.state.now);
  conclude(plane, experiment, 'stopped', experiment.reason);
}

/** One action failed: the others are stopped, and the experiment has failed. */
export function fail(plane: Plane, experiment: ExperimentRecord, reason: string): void {
  for (const action of experiment.actions) {
    if (action.status !== 'running') continue;
    revert(plane, action);
    endAction(action, 'stopped', plane.state.now);
  }
  conclude(plane, experiment, 'failed', reason);
}

export function endAction(action: ActionRecord, status: ExperimentStatus, at: Instant): void {
  action.status = status;
  action.endedAt = at;
}

export const experimentById = (plane: Plane, id: string): ExperimentRecord | undefined =>
  plane.state.experiments.find((experiment) => experiment.id === id);

function revert(plane: Plane, action: ActionRecord): void {
  const { state } = plane;
  faultOf(action.actionId).end?.(plane, action);
  const wornOff = state.now < action.effectsFrom ? state.now : state.now + action.rampDown;
  if (wornOff >= action.effectsUntil) return;
  action.effectsUntil = wornOff;
  if (wornOff === state.now) faultOf(action.actionId).ended?.(plane, action);
  if (action.effects.length > 0 && wornOff > state.now) schedule(state, wornOff, { kind: 'effects' });
}

function conclude(plane: Plane, experiment: ExperimentRecord, status: ExperimentStatus, reason: string | null): void {
  const at = plane.state.now;
  Object.assign(experiment, { status, reason, endedAt: at });
  plane.announced.push({ type: 'experiment', at, id: experiment.id, status });
}

/** What our own code changed, it puts back: the effects that outlast their actions end. */
export function endEffects(plane: Plane, id: string): void {
  const { state } = plane;
  for (const action of experimentById(plane, id)?.actions ?? []) {
    if (action.status === 'running' || action.effectsUntil <= state.now) continue;
    action.effectsUntil = state.now;
    faultOf(action.actionId).ended?.(plane, action);
  }
  refresh(plane);
}
