/** Every port on one moment of the world. Each call is one transaction: nothing happens between its parts. */
import { memoryHistory } from '../../adapters/simulated/memory-history.ts';
import { simulatedLever } from '../../adapters/simulated/safety-lever.ts';
import { toldNothing } from '../../core/platform/settings.ts';
import type { AlarmObservation } from '../../core/ports/metrics.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Snapshot } from '../../core/ports/resources.ts';
import { faultsOf } from './faults.ts';
import { begins, functionTimeout } from './subjects/subject.ts';
import { UndeclaredTouch } from './watched.ts';
import { holds, type World } from './world.ts';

/** Drills are forced past what it says: a model is not run ahead, and has nothing to be looked at. */
const noStandby: Ports['standby'] = {
  records: async () => [],
  arriving: async () => [],
  quotas: async () => [],
  certificates: async () => [],
  secrets: async () => [],
  ahead: async () => ({ notKnown: 'the model is not run ahead' }),
};

/** @throws UndeclaredTouch */
async function noHeartbeat(): Promise<never> {
  throw new UndeclaredTouch('keeps a heartbeat, which lies in no cell');
}

export function portsOn(world: World): Ports {
  const { fleet } = world.subject;
  return {
    ...memoryHistory(world.tables),
    stage: { environment: 'staging', platform: 'simulated', functionTimeout, settings: toldNothing },
    clock: { now: () => world.now },
    resources: {
      resolve: async ({ type, where }) =>
        fleet.filter((one) => one.type === type && (where.ids === undefined || where.ids.includes(one.id))),
      snapshot: async (ids) => ids.map((id) => snapshotOf(world, id)),
      zones: async () => ['euc1-az1'],
    },
    metrics: {
      series: async () => [],
      alarms: async (names) => names.map((name) => alarmOf(world, name)),
      http: async () => ({ status: 200, latency: 10 }),
      beat: noHeartbeat,
      endBeat: noHeartbeat,
    },
    notices: { async send() {} },
    lever: simulatedLever,
    standby: noStandby,
    faults: faultsOf(world),
    deadline: {
      async arm(runId, at) {
        world.deadlines.set(runId, at);
      },
      async disarm(runId) {
        world.deadlines.delete(runId);
      },
    },
    executions: {
      async start(machine, name) {
        if (!world.executions.has(name))
          world.executions.set(name, { machine, name, state: { state: 'running', startedAt: world.now } });
      },
      async stop(machine, name) {
        if (world.executions.get(name)?.state.state === 'running')
          world.executions.set(name, { machine, name, state: { state: 'ended', how: 'aborted', at: world.now } });
      },
      look: async (_machine, name) => world.executions.get(name)?.state ?? { state: 'absent' },
    },
  };
}

/** An instance runs or not; a record leads here or not. */
function snapshotOf(world: World, id: string): Snapshot {
  const { type } = world.subject.fleet.find((each) => each.id === id)!;
  const changed = world.changed.has(id);
  const down = changed || [...world.faults.values()].some((fault) => holdsBack(fault, id, world));
  const state = type === 'ec2:instance' ? { state: down ? 'stopped' : 'running' } : { weight: changed ? 0 : 100 };
  return { id, type, at: world.now, exists: true, state };
}

const holdsBack = (fault: Parameters<typeof holds>[0], id: string, { now }: World): boolean =>
  !fault.own && holds(fault, now) && fault.targets.includes(id);

/** As an alarm of other alarms: when it changed is all that there is to say. */
function alarmOf({ alarms, subject }: World, name: string): AlarmObservation | undefined {
  if (name !== subject.alarm) return undefined;
  const { state, since } = alarms.get(name) ?? { state: 'OK', since: begins };
  return {
    name,
    state,
    since,
    reason: '',
    period: 10_000,
    breaching: 1,
    of: 1,
    missingData: 'breaching',
    composite: true,
  };
}
