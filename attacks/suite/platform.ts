/** One whole platform under attack: the real lifecycle on the simulated cloud, its functions mortal and its events unreliable. */
import { simulatedDeadline } from '../../adapters/simulated/deadline.ts';
import { simulatedExecutions } from '../../adapters/simulated/executions.ts';
import { simulatedFaults } from '../../adapters/simulated/faults.ts';
import { memoryHistory } from '../../adapters/simulated/memory-history.ts';
import { emptyTables, type MemoryTables } from '../../adapters/simulated/memory-tables.ts';
import { simulatedMetrics } from '../../adapters/simulated/metrics.ts';
import { simulatedResources } from '../../adapters/simulated/resources.ts';
import { simulatedLever } from '../../adapters/simulated/safety-lever.ts';
import { simulatedStandby } from '../../adapters/simulated/standby.ts';
import { VirtualClock } from '../../apps/local/clock.ts';
import { notKnown } from '../../core/conformity/known.ts';
import type { LedgerEntry } from '../../core/history/ledger.ts';
import { isOpen } from '../../core/history/leftover.ts';
import { abort } from '../../core/lifecycle/abort.ts';
import { toldNothing } from '../../core/platform/settings.ts';
import type { FaultReference } from '../../core/ports/faults.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { functionTimeout } from '../../lib/workflow/limits.ts';
import type { SimulatedCloud } from '../../simulator/cloud.ts';
import { createCloud } from '../../simulator/create-cloud.ts';
import type { WorldModel } from '../../simulator/model.ts';
import type { Plant } from '../plants.ts';
import { Attacker, type AttackerOptions } from './attacker.ts';
import { createFunctions, type Functions, type FunctionsOptions } from './functions.ts';
import { createLauncher } from './launcher.ts';
import { createOutages, type Outages } from './outages.ts';
import { holdsSecret } from './secrets.ts';
import { createTriggers, type Triggers } from './triggers.ts';
import { emptyWitness, type Witness, watched } from './witness.ts';

export interface PlatformOptions extends Omit<AttackerOptions, 'now'> {
  readonly model: WorldModel;
  readonly plant?: Plant | undefined;
}

/** What strangers did to the world's own answers. */
export interface Tampering {
  /** Ids without their opt-in tag. */
  readonly retagged: Set<string>;
  readonly deletedAlarms: Set<string>;
  /** From when on nothing is published any more. */
  staleSince: number | undefined;
}

export interface Platform {
  readonly cloud: SimulatedCloud;
  readonly clock: VirtualClock;
  readonly attacker: Attacker;
  readonly functions: Functions;
  readonly triggers: Triggers;
  readonly outages: Outages;
  readonly witness: Witness;
  readonly tables: MemoryTables;
  readonly tampering: Tampering;
  /** As the world answers them, unattacked. */
  readonly ports: Ports;
  /** Runs whose stop was acknowledged. */
  readonly acknowledged: Set<string>;
  /** Runs with a reaper. */
  readonly armed: Set<string>;
  readonly stop: typeof abort;
  running(): number;
}

const optInTag = 'resilience:fis-enabled';

export function openPlatform({ model, plant, ...options }: PlatformOptions): Platform {
  const cloud = createCloud({ model, seed: options.seed });
  const clock = new VirtualClock(cloud);
  const attacker = new Attacker({ ...options, now: () => clock.now() });
  const outages = createOutages();
  const witness = emptyWitness();
  const tables = emptyTables();
  const tampering: Tampering = { retagged: new Set(), deletedAlarms: new Set(), staleSince: undefined };
  const acknowledged = new Set<string>();
  const armed = new Set<string>();
  let running = 0;

  /** To ask for an undo is to begin it, though the answer be an error. */
  const attempted: FunctionsOptions['attempted'] = (port, method, [subject]) => {
    if (port !== 'faults' || (method !== 'stop' && method !== 'undo')) return;
    const { token, targets = [] } = undoneBy(subject as FaultReference | LedgerEntry);
    for (const id of [cloud.experimentByToken(token)?.id, ...targets])
      if (id !== undefined && !witness.undoAsked.has(id)) witness.undoAsked.set(id, clock.now());
  };
  const functions = createFunctions({ clock, attacker, outages, ports: () => ports, attempted, seenAs: plant?.ports });
  const triggers = createTriggers({ clock, attacker, functions });
  const seen = watched(cloud, witness, (runId, token) => {
    const record = tables.records.get(runId);
    return {
      intended: [...(tables.entries.get(runId)?.values() ?? [])].some(({ fault }) => fault.token === token),
      reaperArmed: armed.has(runId),
      phase: record?.phase,
      terminal: record?.terminal !== undefined,
      stopAcknowledged: acknowledged.has(runId),
      left: [...tables.leftovers].flatMap(([other, own]) =>
        other === runId ? [] : [...own.values()].filter(isOpen).flatMap(({ targets }) => targets),
      ),
    };
  });

  const history = memoryHistory(tables);
  const concluding = <Answer>(runId: string, work: () => Promise<Answer>): Promise<Answer> => {
    const before = tables.records.get(runId)?.terminal;
    return work().then((answer) => {
      const terminal = tables.records.get(runId)?.terminal;
      if (terminal && terminal !== before) witness.concluded.push(concludedAs(runId, terminal, cloud, tables));
      return answer;
    });
  };
  const ports: Ports = {
    ...history,
    ledger: plant?.ledger?.(history.ledger, tables) ?? history.ledger,
    runs: {
      ...history.runs,
      async arm(runId, lease, locks) {
        const before = tables.records.get(runId)?.phase;
        const answer = await history.runs.arm(runId, lease, locks);
        if (before !== 'injecting' && answer.armed)
          witness.leased.push({ at: cloud.now, runId, reaperArmed: armed.has(runId) });
        return answer;
      },
      async raiseEpoch(runId, cause) {
        const raised = await history.runs.raiseEpoch(runId, cause);
        if (raised && raised.epochRaisedAt !== undefined && !witness.epochRose.has(runId))
          witness.epochRose.set(runId, cloud.now);
        return raised;
      },
      refuse: (record, terminal) => concluding(record.runId, () => history.runs.refuse(record, terminal)),
      conclude: (runId, ...rest) => concluding(runId, () => history.runs.conclude(runId, ...rest)),
    },
    stage: {
      environment: model.environment,
      platform: 'simulated',
      functionTimeout: functionTimeout * 1000,
      settings: toldNothing,
    },
    clock: { now: () => clock.now() },
    resources: tamperedResources(simulatedResources(cloud), tampering),
    faults: simulatedFaults(seen),
    lever: simulatedLever,
    standby: simulatedStandby(cloud, async () => notKnown('nobody rehearses what is attacked')),
    metrics: tamperedMetrics(simulatedMetrics(cloud), tampering),
    notices: {
      async send({ subject, body }) {
        if (holdsSecret(subject + body)) witness.leaked.push(subject);
      },
    },
    deadline: simulatedDeadline({
      schedule: (at, fire) => clock.schedule(at, fire),
      reached: (runId) => triggers.deadline(runId),
      changed: (runId, at) => void (at === undefined ? armed.delete(runId) : armed.add(runId)),
    }),
    executions: simulatedExecutions({
      clock,
      launcher: createLauncher({ clock, attacker, functions }),
      started: () => void running++,
      ended(status) {
        running--;
        triggers.ended(status);
      },
    }),
  };
  return {
    cloud,
    clock,
    attacker,
    functions,
    triggers,
    outages,
    witness,
    tables,
    tampering,
    ports,
    acknowledged,
    armed,
    stop: plant?.abort ?? abort,
    running: () => running,
  };
}

const undoneBy = (
  subject: FaultReference | LedgerEntry,
): { readonly token: string; readonly targets?: readonly string[] } =>
  'fault' in subject ? { token: subject.fault.token, targets: subject.targets } : subject;

function concludedAs(
  runId: string,
  terminal: Witness['concluded'][number]['terminal'],
  cloud: SimulatedCloud,
  tables: MemoryTables,
): Witness['concluded'][number] {
  const own = new Set([...(tables.entries.get(runId)?.values() ?? [])].flatMap(({ targets }) => targets));
  return {
    at: cloud.now,
    runId,
    terminal,
    inForce: cloud
      .experiments()
      .filter(({ tags, status }) => tags['squall:run'] === runId && inForce.includes(status))
      .map(({ id }) => id),
    resources: new Map(
      own.size === 0
        ? []
        : cloud
            .resources()
            .filter(({ id }) => own.has(id))
            .map((resource) => [resource.id, resource]),
    ),
  };
}

export const inForce: readonly string[] = ['pending', 'running', 'stopping'];

const tamperedResources = (resources: Ports['resources'], { retagged }: Tampering): Ports['resources'] => ({
  ...resources,
  async resolve(query) {
    const found = await resources.resolve(query);
    if (retagged.size === 0) return found;
    return found.map((resource) => {
      if (!retagged.has(resource.id)) return resource;
      const { [optInTag]: _, ...tags } = resource.tags;
      return { ...resource, tags };
    });
  },
});

const tamperedMetrics = (metrics: Ports['metrics'], tampering: Tampering): Ports['metrics'] => ({
  ...metrics,
  async series(query, from, to) {
    const points = await metrics.series(query, from, to);
    const { staleSince } = tampering;
    return staleSince === undefined ? points : points.filter(({ at }) => at < staleSince);
  },
  async alarms(names) {
    const seen = await metrics.alarms(names);
    const { staleSince, deletedAlarms } = tampering;
    return seen.map((alarm) => {
      if (!alarm || deletedAlarms.has(alarm.name)) return undefined;
      if (staleSince === undefined || (alarm.lastDatapointAt ?? 0) < staleSince) return alarm;
      return { ...alarm, lastDatapointAt: Math.floor(staleSince / 60_000) * 60_000 - 60_000 };
    });
  },
});
