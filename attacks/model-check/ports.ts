/** Every port on one moment of the world. Each call is one transaction: nothing happens between its parts. */
import { memoryHistory } from '../../adapters/simulated/memory-history.ts';
import { simulatedLever } from '../../adapters/simulated/safety-lever.ts';
import { toldNothing } from '../../core/platform/settings.ts';
import type { FaultObservation, Injection } from '../../core/ports/faults.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Snapshot } from '../../core/ports/resources.ts';
import { fleet, functionTimeout } from './scenario.ts';
import { holds, type StandingFault, type World } from './world.ts';

const minute = 60_000;
/** The model has no drills, which alone ask for it. */
const noStandby: Ports['standby'] = {
  records: async () => [],
  arriving: async () => [],
  quotas: async () => [],
  certificates: async () => [],
  secrets: async () => [],
  ahead: async () => ({ notKnown: 'the model is not run ahead' }),
};

export function portsOn(world: World): Ports {
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
      alarms: async (names) => names.map(() => undefined),
      http: async () => ({ status: 200, latency: 10 }),
      beat: async ({ at }) => ({ written: true, seen: at }),
      async endBeat() {},
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

function snapshotOf(world: World, id: string): Snapshot {
  const down =
    world.stopped.has(id) ||
    [...world.faults.values()].some((fault) => holds(fault, world.now) && fault.targets.includes(id));
  return { id, type: 'ec2:instance', at: world.now, exists: true, state: { state: down ? 'stopped' : 'running' } };
}

function faultsOf(world: World): Ports['faults'] {
  const { faults, stopped } = world;
  return {
    async start(injection) {
      const known = faults.get(injection.token);
      if (known) return { externalId: known.token };
      const late = world.tables.records.get(injection.runId)?.epochRaisedAt !== undefined;
      const fault = { ...standing(injection, world.now), late };
      faults.set(fault.token, fault);
      if (fault.endsAt === undefined) for (const target of fault.targets) stopped.set(target, fault.token);
      return { externalId: fault.token };
    },
    async observe({ token }): Promise<FaultObservation> {
      const fault = faults.get(token);
      if (!fault) return { state: 'absent', actions: [] };
      const state = fault.state === 'running' && !holds(fault, world.now) ? 'completed' : fault.state;
      return { state, externalId: token, actions: [] };
    },
    async stop({ token }) {
      const fault = faults.get(token);
      if (fault && holds(fault, world.now)) faults.set(token, { ...fault, state: 'stopped' });
    },
    async undo({ fault: { token }, targets }) {
      for (const target of targets) if (stopped.get(target) === token) stopped.delete(target);
    },
    template: async () => ({ found: false, why: 'the model has no templates' }),
    // Two runs are below every quota: what it counts decides nothing here.
    active: async () => 0,
    mostByTag: async () => Number.POSITIVE_INFINITY,
    permissions: async () => ({ asked: false, why: 'the model has no permissions' }),
  };
}

/** One that FIS does not bound is over at once, and what it changed stays. */
function standing({ runId, token, actions }: Injection, now: number): Omit<StandingFault, 'late'> {
  const targets = [...new Set(actions.flatMap((action) => Object.values(action.targets).flat()))];
  const bounded = actions.some(({ parameters }) => parameters.startInstancesAfterDuration !== undefined);
  return bounded
    ? { runId, token, targets, state: 'running', endsAt: now + minute }
    : { runId, token, targets, state: 'completed' };
}
