/** The control plane over traffic on the virtual clock: one loop, one total order. */
import { alarmView, evaluateAlarms, nextEvaluation, setAlarmState } from '../alarms/evaluation.ts';
import { announceTold, nextTold, toldView } from '../alarms/told.ts';
import type { CloudDump, CloudEvent, CloudResource, ExperimentRequest, SimulatedCloud } from '../cloud.ts';
import { collect } from '../metrics/collect.ts';
import { nextCollection } from '../metrics/record.ts';
import { readSeries } from '../metrics/series.ts';
import type { Instant } from '../model.ts';
import { saveOf } from '../saved.ts';
import { takeDue } from './agenda.ts';
import { describeAll } from './describe.ts';
import { checkEndpoints, nextEndpointCheck } from './endpoint-checks.ts';
import { endEffects, stopExperiment } from './experiment-end.ts';
import type { ExperimentRecord } from './experiment-record.ts';
import { viewOf } from './experiment-view.ts';
import { refusalOf, startExperiment } from './experiments.ts';
import { beat, endBeat } from './heartbeats.ts';
import { startInstance } from './instances.ts';
import type { Plane } from './plane.ts';
import { probe } from './probe.ts';
import { refresh } from './refresh.ts';
import { perform } from './tasks.ts';

export function simulatedCloud(plane: Plane): SimulatedCloud {
  const { model, state } = plane;
  const shown = (experiment: ExperimentRecord | undefined) => experiment && viewOf(plane, experiment);
  /** Everything as it was last described: many ask at one moment. */
  let described: readonly CloudResource[] | undefined;
  const changing =
    <Given extends readonly unknown[], Answer>(work: (...given: Given) => Answer) =>
    (...given: Given): Answer => {
      described = undefined;
      return work(...given);
    };
  return {
    model,
    get now() {
      return state.now;
    },
    advance: changing((to: Instant) => advance(plane, to)),
    resources() {
      described ??= describeAll(plane);
      return described;
    },
    startExperiment: changing((request: ExperimentRequest) => {
      const started = startExperiment(plane, request);
      // The caller is answered; what is announced is what happens while time advances.
      plane.announced.length = 0;
      return viewOf(plane, started);
    }),
    refusalOf: (request) => refusalOf(plane, request),
    stopExperiment: changing((id: string, reason: string) => stopExperiment(plane, id, reason)),
    endEffects: changing((id: string) => endEffects(plane, id)),
    experiment: (id) => shown(state.experiments.find((experiment) => experiment.id === id)),
    experimentByToken: (token) => shown(state.experiments.find(({ clientToken }) => clientToken === token)),
    experiments: () => state.experiments.map((experiment) => viewOf(plane, experiment)),
    startInstances: changing((ids: readonly string[]) => {
      for (const id of ids) startInstance(plane, id.slice(id.lastIndexOf('/') + 1));
      refresh(plane);
    }),
    series: (query) => readSeries(model, state.metrics, query, state.now),
    alarm: (name) => {
      const index = model.alarms.findIndex((alarm) => alarm.name === name);
      if (index >= 0) return alarmView(model.alarms[index]!, state.alarms[index]!);
      const told = model.told?.find((alarm) => alarm.name === name);
      return told && toldView(told, state.now);
    },
    alarms: () => [
      ...model.alarms.map((alarm, i) => alarmView(alarm, state.alarms[i]!)),
      ...(model.told ?? []).map((alarm) => toldView(alarm, state.now)),
    ],
    setAlarmState: changing((...change: Parameters<SimulatedCloud['setAlarmState']>) => {
      setAlarmState(plane, ...change);
      return plane.announced.splice(0);
    }),
    probe: (host, timeout) => probe(plane, host, timeout),
    beat: (asked) => beat(plane, asked),
    endBeat: (table, item) => endBeat(plane, table, item),
    beats: () => (plane.state.beats ?? []).map(({ item }) => item),
    dump: () => JSON.parse(JSON.stringify(state)) as CloudDump,
    save: (since) => saveOf(state, (metric) => model.metrics[metric]!.period, since),
  };
}

/**
 * At one instant: traffic up to and including it, then the agenda in its order, then the
 * collection of metrics, then the alarms.
 */
function advance(plane: Plane, to: Instant): readonly CloudEvent[] {
  const { state, traffic } = plane;
  if (to < state.now) throw new RangeError(`the cloud's clock stands at ${state.now} and cannot go back to ${to}`);
  for (;;) {
    const collection = nextCollection(state.metrics);
    const next = nextInstant(plane);
    traffic.advance(Math.min(next, to));
    state.now = Math.min(next, to);
    if (next > to) return [];
    for (let task = takeDue(state); task; task = takeDue(state)) perform(plane, task);
    checkEndpoints(plane);
    if (collection <= state.now) collect(plane);
    evaluateAlarms(plane);
    announceTold(plane);
    if (plane.announced.length > 0) return plane.announced.splice(0);
  }
}

/** When something may happen next, beside traffic. */
export const nextInstant = (plane: Plane): Instant =>
  Math.min(
    plane.state.agenda[0]?.at ?? Number.POSITIVE_INFINITY,
    nextCollection(plane.state.metrics),
    nextEndpointCheck(plane),
    nextEvaluation(plane),
    nextTold(plane.model.told ?? [], plane.state.now),
  );
