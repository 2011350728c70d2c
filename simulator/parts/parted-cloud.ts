/**
 * A cloud whose parts sleep while nothing happens in them: weeks of a large fleet cost what
 * happens in it. Traffic is by formula. What would reach into several parts at once is not
 * simulated so, and neither is such a cloud kept.
 */
import { isRaised, nextTold, toldView } from '../alarms/told.ts';
import {
  type CloudAction,
  type CloudEvent,
  type CloudResource,
  type ExperimentRequest,
  type ExperimentState,
  NotSimulated,
  type SimulatedCloud,
} from '../cloud.ts';
import { stream } from '../engine/random.ts';
import type { Instant, MetricIdentity, WorldModel } from '../model.ts';
import { Part } from './part.ts';
import { partsOf } from './parts-of.ts';

/** Equal to the last bit for the same model, seed and calls, as every cloud. */
export function createPartedCloud({
  model,
  seed,
}: {
  readonly model: WorldModel;
  readonly seed: number;
}): SimulatedCloud {
  const seeds = stream(seed, 'parts');
  const told = model.told ?? [];
  const isTold = (name: string) => told.find((alarm) => alarm.name === name);
  const running = new Map<string, Part>();
  const byToken = new Map<string, Part>();
  let now: Instant = model.startAt;
  const ofAlarm = (name: string) => parts.find(({ model: own }) => own.alarms.some((alarm) => alarm.name === name));
  const elsewhere = (name: string) => ofAlarm(name)?.awake(now).alarm(name)?.state;
  const parts: readonly Part[] = partsOf(model).map((own) => new Part(own, seeds.int(2 ** 32), elsewhere));

  const all = (): readonly CloudResource[] => parts.flatMap((part, n) => part.resources().filter(isOf(n)));
  const partOfExperiment = (id: string) => running.get(id);
  const changing = (part: Part | undefined, change: (cloud: SimulatedCloud) => void) => {
    if (!part) return;
    change(part.awake(now));
    part.changed();
  };
  const announcedTold = (at: Instant): readonly CloudEvent[] =>
    told
      .filter((alarm) => isRaised(alarm, at) !== isRaised(alarm, at - 1))
      .map((alarm) => {
        const { name, state, reason } = toldView(alarm, at);
        return { type: 'alarm', at, name, state, reason };
      });
  /** What runs in another part than the alarm that guards it. */
  const guardedElsewhere = (events: readonly CloudEvent[]): readonly CloudEvent[] =>
    events.flatMap((event) => {
      if (event.type !== 'alarm' || event.state !== 'ALARM') return [];
      const others = parts.filter((part) => part !== ofAlarm(event.name) && part.isAwake(now));
      return others.flatMap((part) => part.stopGuarded(event.name));
    });
  const hit = (actions: readonly CloudAction[]): readonly Part[] => {
    const targets = new Set(actions.flatMap((action) => Object.values(action.targets).flat()));
    const found = parts.filter((part, n) => part.resources().some((one) => isOf(n)(one) && targets.has(one.id)));
    return found.length > 0 ? found : parts.slice(0, 1);
  };
  const holding = (service: string) =>
    parts.find(({ model: own }) => own.services.some(({ id }) => id === service)) ?? parts[0]!;
  const across = 'the simulator does not model one experiment on several parts of a world that sleep';

  return {
    model,
    get now() {
      return now;
    },
    advance(to) {
      if (to < now) throw new RangeError(`the cloud's clock stands at ${now} and cannot go back to ${to}`);
      for (;;) {
        const awake = parts.filter((part) => part.isAwake(now));
        const turn = nextTold(told, now);
        const at = Math.min(to, turn, ...awake.map(({ next }) => next));
        const events = awake
          .flatMap((part) => part.advance(at))
          .filter((event) => !('name' in event && isTold(event.name)));
        now = at;
        events.push(...guardedElsewhere(events));
        if (turn === at) events.push(...announcedTold(at));
        if (events.length > 0 || now === to) return events;
      }
    },
    resources: () => [...all()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    startExperiment(request: ExperimentRequest): ExperimentState {
      const known = byToken.get(request.clientToken);
      const [part, another] = known ? [known] : hit(request.actions);
      if (another) throw new NotSimulated(across);
      const started = part!.awake(now).startExperiment(request);
      part!.changed();
      running.set(started.id, part!);
      byToken.set(request.clientToken, part!);
      return started;
    },
    refusalOf(request) {
      const [part, another] = hit(request.actions);
      return another ? across : part!.asleep.refusalOf(request);
    },
    stopExperiment: (id, reason) => changing(partOfExperiment(id), (cloud) => cloud.stopExperiment(id, reason)),
    endEffects: (id) => changing(partOfExperiment(id), (cloud) => cloud.endEffects(id)),
    experiment: (id) => partOfExperiment(id)?.asleep.experiment(id),
    experimentByToken: (token) => byToken.get(token)?.asleep.experimentByToken(token),
    experiments: () => parts.flatMap((part) => part.asleep.experiments()),
    startInstances(ids) {
      for (const part of parts) {
        const own = new Set(part.resources().map(({ id }) => id));
        const wanted = ids.filter((id) => own.has(id));
        if (wanted.length > 0) changing(part, (cloud) => cloud.startInstances(wanted));
      }
    },
    series: (query) => (parts.find(({ model: own }) => publishes(own, query)) ?? parts[0]!).awake(now).series(query),
    alarm(name) {
      const raised = isTold(name);
      if (raised) return toldView(raised, now);
      return parts
        .find(({ model: own }) => own.alarms.some((alarm) => alarm.name === name))
        ?.awake(now)
        .alarm(name);
    },
    alarms: () => [
      ...parts.flatMap((part) =>
        part
          .awake(now)
          .alarms()
          .filter(({ name }) => !isTold(name)),
      ),
      ...told.map((alarm) => toldView(alarm, now)),
    ],
    setAlarmState(name, to, reason) {
      const part = ofAlarm(name) ?? parts[0]!;
      const events = part.awake(now).setAlarmState(name, to, reason);
      return [...events, ...guardedElsewhere(events)];
    },
    probe: (host, timeout) =>
      (parts.find(({ model: own }) => own.dns.some(({ name }) => name === host)) ?? parts[0]!)
        .awake(now)
        .probe(host, timeout),
    beat: (asked) => holding(asked.table).awake(now).beat(asked),
    endBeat: (table, item) => holding(table).awake(now).endBeat(table, item),
    beats: () => parts.flatMap((part) => part.awake(now).beats()),
    dump: () => notKept(),
    save: () => notKept(),
  };
}

/** Every part sees the world's subnets, and the first one's are shown. */
const isOf =
  (part: number) =>
  ({ type }: CloudResource): boolean =>
    part === 0 || type !== 'ec2:subnet';

const publishes = ({ metrics }: WorldModel, wanted: MetricIdentity): boolean => {
  const dimensions = Object.entries(wanted.dimensions);
  return metrics.some(
    (metric) =>
      metric.namespace === wanted.namespace &&
      metric.metric === wanted.metric &&
      Object.keys(metric.dimensions).length === dimensions.length &&
      dimensions.every(([name, value]) => metric.dimensions[name] === value),
  );
};

function notKept(): never {
  throw new NotSimulated('the simulator does not model keeping a cloud whose parts sleep');
}
