/** The simulated FIS. Actions of one experiment start together; each ends after its own duration. */
import { isRaised } from '../alarms/told.ts';
import { type CloudAction, type ExperimentRequest, NotSimulated } from '../cloud.ts';
import type { FaultPlan } from '../faults/fault.ts';
import { faultOf } from '../faults/registry.ts';
import { schedule } from './agenda.ts';
import { describeTarget, targetTypes } from './describe.ts';
import { endAction, fail } from './experiment-end.ts';
import { type ActionRecord, type ExperimentRecord, isActive } from './experiment-record.ts';
import { draw, hex } from './fingerprint.ts';
import { nextNumber, type Plane } from './plane.ts';
import { refresh } from './refresh.ts';

/** @throws NotSimulated before anything is started. A target that is gone, or a stop alarm in ALARM, fails the experiment. */
export function startExperiment(plane: Plane, request: ExperimentRequest): ExperimentRecord {
  const { state, seed } = plane;
  const known = state.experiments.find(({ clientToken }) => clientToken === request.clientToken);
  if (known) return known;
  const { types, plans } = accepted(plane, request);
  const experiment: ExperimentRecord = {
    id: `EXP${hex(seed, `experiment/${nextNumber(state, 'experiment')}`, 18)}`,
    clientToken: request.clientToken,
    tags: { ...request.tags },
    stopAlarms: [...request.stopAlarms],
    startedAt: state.now,
    actions: request.actions.map((action, i) => actionRecord(state.now, action, plans[i]!)),
    status: 'running',
    reason: null,
    endedAt: null,
  };
  state.experiments.push(experiment);
  const refusal = whyNotStart(plane, experiment, types);
  if (refusal !== undefined) {
    for (const action of experiment.actions) {
      Object.assign(action, { status: 'failed', endedAt: state.now, effectsUntil: action.effectsFrom });
    }
    Object.assign(experiment, { status: 'failed', reason: refusal, endedAt: state.now });
    return experiment;
  }
  begin(plane, experiment, plans);
  return experiment;
}

type Asked = Pick<ExperimentRequest, 'actions' | 'stopAlarms'>;

/** Why it would not be accepted, if it would not. */
export function refusalOf(plane: Plane, request: Asked): string | undefined {
  try {
    accepted(plane, request);
    return undefined;
  } catch (error) {
    if (error instanceof NotSimulated) return error.message;
    throw error;
  }
}

/** @throws NotSimulated */
function accepted(plane: Plane, { actions, stopAlarms }: Asked) {
  const types = targetTypes(plane);
  const plans = actions.map((action) => planOf(plane, action, types));
  const known = new Set([...plane.state.alarms, ...(plane.model.told ?? [])].map(({ name }) => name));
  const unknown = stopAlarms.find((name) => !known.has(name) && plane.elsewhere?.(name) === undefined);
  if (unknown !== undefined)
    throw new NotSimulated(`the simulator does not model the alarm ${unknown}: the world has none of that name`);
  return { types, plans };
}

function planOf(plane: Plane, action: CloudAction, types: ReadonlyMap<string, readonly string[]>): FaultPlan {
  const fault = faultOf(action.actionId);
  const all = { ...fault.targets, ...fault.optional };
  const expected = Object.keys(all);
  const key = Object.keys(action.targets).find((name) => !expected.includes(name));
  if (key !== undefined) throw new NotSimulated(`the simulator does not model ${action.actionId} on targets ${key}`);
  for (const [name, type] of Object.entries(all)) {
    const arns = action.targets[name] ?? [];
    if (arns.length === 0 && fault.targets[name] !== undefined)
      throw new NotSimulated(`the simulator does not model ${action.actionId} without targets ${name}`);
    const wrong = arns.find((arn) => types.get(arn)?.includes(type) === false);
    if (wrong !== undefined) {
      throw new NotSimulated(`the simulator does not model ${action.actionId} on ${types.get(wrong)?.[0]} ${wrong}`);
    }
  }
  const { parameters, targets, targetParameters = {} } = action;
  const { model, seed } = plane;
  const describe = (arn: string) => describeTarget(plane, arn);
  const chance = (name: string) => draw(seed, `${action.name}/${name}`);
  return fault.plan({ parameters, targets, targetParameters, model, describe, draw: chance });
}

function actionRecord(now: number, action: CloudAction, plan: FaultPlan): ActionRecord {
  const { rampUp = 0, rampDown = 0, duration, effectsFor } = plan;
  return {
    name: action.name,
    actionId: action.actionId,
    parameters: { ...action.parameters },
    targets: { ...action.targets },
    effects: plan.effects,
    startedAt: now,
    status: 'running',
    endedAt: null,
    effectsFrom: now + rampUp,
    effectsUntil: effectsFor === undefined ? Math.max(now + rampUp, now + duration + rampDown) : now + effectsFor,
    rampDown,
  };
}

function whyNotStart(
  plane: Plane,
  experiment: ExperimentRecord,
  types: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const raised = new Set([
    ...plane.state.alarms.filter(({ state }) => state === 'ALARM').map(({ name }) => name),
    ...(plane.model.told ?? []).filter((told) => isRaised(told, plane.state.now)).map(({ name }) => name),
  ]);
  const alarm = experiment.stopAlarms.find((name) => raised.has(name) || plane.elsewhere?.(name) === 'ALARM');
  if (alarm !== undefined) return `stop condition: alarm ${alarm} is in ALARM`;
  const gone = experiment.actions
    .flatMap(({ targets }) => Object.values(targets).flat())
    .find((arn) => !types.has(arn));
  return gone === undefined ? undefined : `target ${gone} does not exist`;
}

function begin(plane: Plane, experiment: ExperimentRecord, plans: readonly FaultPlan[]): void {
  const { state } = plane;
  for (const [i, action] of experiment.actions.entries()) {
    if (!isActive(experiment.status)) return;
    const failure = faultOf(action.actionId).begin?.(plane, action, experiment.id);
    if (failure !== undefined) {
      endAction(action, 'failed', state.now);
      fail(plane, experiment, `${action.name}: ${failure}`);
      break;
    }
    schedule(state, state.now + plans[i]!.duration, {
      kind: 'action-ends',
      experiment: experiment.id,
      action: action.name,
    });
    if (action.effects.length === 0) continue;
    for (const at of turningPoints(action)) schedule(state, at, { kind: 'effects' });
  }
  refresh(plane);
}

/** When an effect of the action begins or ends, in order. */
function turningPoints({ effects, effectsFrom, effectsUntil }: ActionRecord): readonly number[] {
  const own = effects.flatMap(({ after, until }) => [after, until].flatMap((time) => time ?? []));
  const inside = own.map((time) => effectsFrom + time).filter((at) => at < effectsUntil);
  return [...new Set([effectsFrom, ...inside, effectsUntil])].sort((a, b) => a - b);
}
