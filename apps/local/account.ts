/**
 * One simulated account on its timeline: the cloud, the history, the state machines and
 * what triggers them, put together over the ports. What `lib/stacks` deploys in AWS.
 */

import { simulatedClock } from '../../adapters/simulated/clock.ts';
import { compileWorld } from '../../adapters/simulated/compile-world.ts';
import type { Timeline } from '../../adapters/simulated/control-plane-store.ts';
import { simulatedDeadline } from '../../adapters/simulated/deadline.ts';
import { simulatedFaults } from '../../adapters/simulated/faults.ts';
import type { History } from '../../adapters/simulated/history.ts';
import { simulatedMetrics } from '../../adapters/simulated/metrics.ts';
import { simulatedNotices } from '../../adapters/simulated/notices.ts';
import { simulatedResources } from '../../adapters/simulated/resources.ts';
import { simulatedLever } from '../../adapters/simulated/safety-lever.ts';
import { simulatedStandby } from '../../adapters/simulated/standby.ts';
import { notKnown } from '../../core/conformity/known.ts';
import type { JournalEntry } from '../../core/history/journal.ts';
import { experimentSteps, recoverySteps, steps } from '../../core/lifecycle/steps.ts';
import { toldNothing } from '../../core/platform/settings.ts';
import type { Notice } from '../../core/ports/notices.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Standby } from '../../core/ports/standby.ts';
import { namesOfAlarm } from '../../core/world/alarm-names.ts';
import type { World } from '../../core/world/schema.ts';
import { functionTimeout } from '../../lib/workflow/limits.ts';
import type { CloudEvent, SimulatedCloud } from '../../simulator/cloud.ts';
import { createCloud, restoreCloud } from '../../simulator/create-cloud.ts';
import { aheadOf } from './ahead.ts';
import { VirtualClock } from './clock.ts';
import type { Platform } from './directory.ts';
import { heardJournal } from './heard-journal.ts';
import { type MakeExecutions, onLocalEngine } from './machinery.ts';
import { createTriggers } from './triggers.ts';

export interface Listeners {
  readonly onEntry?: ((entry: JournalEntry) => void) | undefined;
  readonly onNotice?: ((notice: Notice) => void) | undefined;
}

export interface Account {
  readonly timeline: string;
  readonly cloud: SimulatedCloud;
  readonly clock: VirtualClock;
  readonly ports: Ports;
  readonly storeDefinition: History['storeDefinition'];
  /** Executions that run now. */
  running(): number;
  /** What went wrong in steps and triggers, oldest first. A run survives such errors; one that cannot is explained by them. */
  readonly errors: readonly Error[];
  announced(event: CloudEvent): void;
  /** Writes the cloud as it stands to the store, unless it stands there already. */
  keep(): void;
}

/** A cloud at the beginning of its timeline, or as its last owner left it: faults active, queues empty. */
export function cloudOf(timeline: Timeline, store: Pick<Platform['store'], 'loadCloud'>): SimulatedCloud {
  const { seed, traffic } = timeline;
  const model = compileWorld(traffic ? { ...timeline.world, traffic } : timeline.world);
  const dump = store.loadCloud(timeline.id);
  return dump ? restoreCloud({ model, seed, dump }) : createCloud({ model, seed });
}

/**
 * Takes the timeline up where it stands. Executions that its last owner left are marked as aborted.
 * @param cloud as it stands there, for whoever has it already
 * @param ahead how drills are run ahead; default: in a copy of the cloud
 */
export function openAccount(
  platform: Platform,
  timeline: Timeline,
  listeners: Listeners,
  makeExecutions: MakeExecutions = onLocalEngine,
  cloud: SimulatedCloud = cloudOf(timeline, platform.store),
  ahead: Standby['ahead'] = aheadOf(cloud, timeline.seed, (memory, copy, listening) =>
    openAccount(memory, timeline, listening, onLocalEngine, copy, notAgain),
  ),
): Account {
  const { store, token } = platform;
  const history = platform.history(timeline.id);
  store.abandonExecutions(timeline.id, cloud.now);

  let kept = store.savedAt(timeline.id);
  const keep = (anyway = false) => {
    if (!platform.keepsWorlds || (!anyway && kept === cloud.now)) return;
    store.saveCloud(timeline.id, cloud.save(kept), token);
    kept = cloud.now;
  };
  const errors: Error[] = [];
  const clock = new VirtualClock(cloud, keep);
  const triggers = createTriggers(clock, () => ports, {
    failed: (error) => errors.push(error),
    namesOfAlarm: (name) => namesOfAlarm(cloud.model, name),
  });
  let running = 0;

  const ports: Ports = {
    ...history,
    stage: stageOf(timeline.world),
    clock: simulatedClock(cloud),
    journal: listeners.onEntry ? heardJournal(history.journal, listeners.onEntry) : history.journal,
    resources: simulatedResources(cloud),
    faults: simulatedFaults(cloud, () => keep(true)),
    metrics: simulatedMetrics(cloud),
    lever: simulatedLever,
    standby: simulatedStandby(cloud, ahead, timeline.world.provisions),
    notices: simulatedNotices((notice) => listeners.onNotice?.(notice)),
    deadline: simulatedDeadline({
      schedule: (at, fire) => clock.schedule(at, fire),
      reached: (runId) => triggers.deadline(runId),
      changed: (runId, at) =>
        at === undefined ? store.disarmDeadline(timeline.id, runId) : store.armDeadline(timeline.id, runId, at),
      known: store.deadlines(timeline.id),
    }),
    executions: makeExecutions({
      clock,
      invoke: (step, input) => invoke(step, input),
      known: store.executions(timeline.id),
      started: (machine, name, input, at) => {
        running++;
        store.startExecution(timeline.id, machine, name, input, at);
      },
      ended: (status, at) => {
        running--;
        store.endExecution(timeline.id, status.machine, status.name, status.how, at);
        triggers.ended(status);
      },
    }),
  };
  const known = new Set<string>([...experimentSteps, ...recoverySteps]);
  const invoke = async (step: string, input: unknown) => {
    if (!known.has(step)) throw new Error(`the state machines name a step that does not exist: ${step}`);
    try {
      return await steps[step as keyof typeof steps](input as never, ports);
    } catch (error) {
      errors.push(error as Error);
      throw error;
    }
  };
  triggers.sweepAlways();

  return {
    timeline: timeline.id,
    cloud,
    clock,
    ports,
    storeDefinition: history.storeDefinition,
    running: () => running,
    errors,
    announced: triggers.announced,
    keep,
  };
}

/** Of an account in which a drill is run ahead. */
const notAgain: Standby['ahead'] = async () => notKnown('it is being run ahead');

const stageOf = ({ environment, platform = {} }: World): Ports['stage'] => ({
  environment,
  platform: 'simulated',
  functionTimeout: functionTimeout * 1000,
  settings: {
    ...toldNothing,
    ...(platform.incidentSource && { incidentSource: platform.incidentSource }),
    ...(platform.deploymentSource && { deploymentSource: platform.deploymentSource }),
    mayRun: platform.mayRun,
    homes: platform.homes,
  },
});
