/** When alarms are evaluated, and what follows from a transition. */
import { type AlarmStateValue, type AlarmView, NotSimulated } from '../cloud.ts';
import { stopExperiment } from '../control-plane/experiment-end.ts';
import { isActive } from '../control-plane/experiment-record.ts';
import type { Plane } from '../control-plane/plane.ts';
import { metricIndex, periodsOf } from '../metrics/series.ts';
import { closedStatistic } from '../metrics/statistic-set.ts';
import type { AlarmModel, Instant } from '../model.ts';
import { decide, extraPeriods } from './evaluate.ts';
import { reasonFor } from './reason.ts';
import type { AlarmRecord } from './record.ts';

/** When the alarm's next period has been published. */
const nextEvaluationOf = (alarm: AlarmModel, record: AlarmRecord, publicationDelay: number): Instant =>
  record.evaluatedTo + alarm.period + publicationDelay;

/** The next instant at which any alarm is evaluated; Infinity without alarms. */
export function nextEvaluation({ model, state }: Plane): Instant {
  return model.alarms.reduce(
    (next, alarm, i) => Math.min(next, nextEvaluationOf(alarm, state.alarms[i]!, model.publicationDelay)),
    Number.POSITIVE_INFINITY,
  );
}

/** Evaluates every alarm that is due, in the model's order. A transition is announced; one to ALARM stops experiments. */
export function evaluateAlarms(plane: Plane): void {
  const { model, state } = plane;
  for (const [i, alarm] of model.alarms.entries()) {
    const record = state.alarms[i]!;
    if (nextEvaluationOf(alarm, record, model.publicationDelay) > state.now) continue;
    record.evaluatedTo += alarm.period;
    const range = rangeOf(plane, alarm, record);
    const next = decide(alarm, range, record.state);
    if (next !== record.state) change(plane, record, next, reasonFor(alarm, range, next));
  }
}

/** By hand. @throws NotSimulated */
export function setAlarmState(plane: Plane, name: string, state: AlarmStateValue, reason: string): void {
  const record = plane.state.alarms.find((alarm) => alarm.name === name);
  if (plane.model.told?.some((alarm) => alarm.name === name))
    throw new NotSimulated(
      `the simulator does not model the alarm ${name} being set: the world says when it is raised`,
    );
  if (!record)
    throw new NotSimulated(`the simulator does not model the alarm ${name}: the world has none of this name`);
  if (record.state !== state) change(plane, record, state, reason);
}

function change(plane: Plane, record: AlarmRecord, state: AlarmStateValue, reason: string): void {
  const { now } = plane.state;
  Object.assign(record, { state, since: now, reason });
  plane.announced.push({ type: 'alarm', at: now, name: record.name, state, reason });
  if (state === 'ALARM') stopGuarded(plane, record.name);
}

/** As DescribeAlarms shows it. */
export function alarmView({ name, period, breaching, of, missingData }: AlarmModel, record: AlarmRecord): AlarmView {
  const { state, since, reason, lastDatapointAt } = record;
  return {
    name,
    state,
    since,
    reason,
    period,
    breaching,
    of,
    missingData,
    ...(lastDatapointAt !== null && { lastDatapointAt }),
  };
}

function rangeOf({ model, state }: Plane, alarm: AlarmModel, record: AlarmRecord): readonly (number | undefined)[] {
  const index = metricIndex(model, alarm.metric);
  const count = alarm.of + extraPeriods;
  const first = record.evaluatedTo - count * alarm.period;
  const { closed } = state.metrics.metrics[index]!;
  const periods = periodsOf(closed, model.metrics[index]!.period, alarm.period, first);
  const starts = Array.from({ length: count }, (_, i) => first + i * alarm.period);
  const newest = starts.findLast((at) => periods.has(at));
  if (newest !== undefined) record.lastDatapointAt = newest;
  return starts.map((at) => {
    const set = periods.get(at);
    return set && closedStatistic(set, alarm.stat);
  });
}

/** An alarm went into ALARM: experiments that it guards stop, as FIS stops them. */
export function stopGuarded(plane: Plane, alarm: string): void {
  for (const experiment of plane.state.experiments) {
    if (!isActive(experiment.status) || experiment.status === 'stopping' || !experiment.stopAlarms.includes(alarm))
      continue;
    stopExperiment(plane, experiment.id, `stop condition: alarm ${alarm} went into ALARM`);
    plane.announced.push({ type: 'experiment', at: plane.state.now, id: experiment.id, status: 'stopping' });
  }
}
