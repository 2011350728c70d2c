/** A run on the embedded platform, from the request to its history. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import type { JournalEntry } from '../../core/history/journal.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import type { RunRequest } from '../../core/lifecycle/reference.ts';
import type { Notice } from '../../core/ports/notices.ts';
import type { World } from '../../core/world/schema.ts';
import type { SimulatedCloud } from '../../simulator/cloud.ts';
import { definitionAt } from '../calendar/definition.ts';
import { type Account, openAccount } from './account.ts';
import type { Approvers } from './approvers.ts';
import { type OwnedPlatform, ownPlatform } from './directory.ts';
import { drive, stopRun, type View } from './drive.ts';
import { historyOf } from './history-of.ts';
import { onLocalEngine } from './machinery.ts';
import type { Speed } from './pace.ts';
import { newRunId } from './run-id.ts';

export interface LocalRunOptions {
  readonly experiment: Experiment;
  readonly world: World;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly seed: number;
  readonly speed: Speed;
  readonly directory: string;
  /** Goes on in the newest timeline of the directory, its own world and clock, instead of beginning a new one. */
  readonly continueTimeline?: boolean;
  /** Hash of an earlier plan, which must still be the plan. */
  readonly planHash?: string;
  /** Number of a stage of the rollout. The furthest that may be run when missing. */
  readonly stage?: number;
  /** Why a drill goes on whatever its pre-checks say. */
  readonly forcePrecheck?: string;
  /** Instead of what the world says. */
  readonly traffic?: 'requests' | 'closed-form';
  /** What `planLocally` looked at for the same world, seed and traffic. Made anew when missing. */
  readonly cloud?: SimulatedCloud;
  readonly startedBy: string;
  /** Of a run that has one already, and is not known here yet. A new one when missing. */
  readonly runId?: string;
  /** Nobody, when missing: a run that needs approvals is then refused after a virtual day. */
  readonly approvers?: Approvers;
  readonly onEntry?: (entry: JournalEntry) => void;
  readonly onNotice?: (notice: Notice) => void;
  /** Each virtual second. */
  readonly onTick?: (view: View) => void;
}

export interface LocalRun {
  readonly runId: string;
  /** Resolves once the run is concluded, or with the history as it stands after a detach. */
  readonly finished: Promise<RunHistory>;
  /** Aborts and rolls back. Resolves once that is under way. */
  stop(by: string, reason: string): Promise<void>;
  /** Leaves the world as it stands, its faults active, for `reapLocally` to put right. */
  detach(): Promise<void>;
}

/** @throws PlatformBusy when another process owns the directory. */
export async function startLocalRun(options: LocalRunOptions): Promise<LocalRun> {
  const { experiment, directory, parameters, seed, planHash, stage, forcePrecheck, startedBy } = options;
  const platform = ownPlatform(directory);
  try {
    const wallTime = Date.now();
    const runId = options.runId ?? newRunId(experiment.metadata.name, wallTime);
    const timeline = timelineFor(platform, options, runId, wallTime);
    const cloud = timeline.id === runId ? options.cloud : undefined;
    const account = openAccount(platform, timeline, options, onLocalEngine, cloud);
    const definition = definitionAt(experiment, account.cloud.now);
    await account.storeDefinition(definition);
    const request: RunRequest = {
      experiment: definition.hash,
      parameters,
      seed,
      startedBy,
      ...(planHash && { plan: planHash }),
      ...(stage !== undefined && { stage }),
      ...(forcePrecheck !== undefined && { forcePrecheck }),
    };
    await account.ports.executions.start('experiment', runId, request);
    return underWay(runId, platform, account, options);
  } catch (error) {
    platform.close();
    throw error;
  }
}

function timelineFor(platform: OwnedPlatform, options: LocalRunOptions, runId: string, createdAt: number) {
  const { world, seed, traffic, continueTimeline } = options;
  const newest = continueTimeline ? platform.store.timelines().at(-1) : undefined;
  if (newest) return newest;
  const timeline = { id: runId, world, seed, ...(traffic && { traffic }), createdAt };
  platform.store.createTimeline(timeline);
  return timeline;
}

function underWay(runId: string, platform: OwnedPlatform, account: Account, options: LocalRunOptions): LocalRun {
  const { speed, approvers, onTick } = options;
  let detached = false;
  const finished = drive({
    platform,
    account,
    runIds: [runId],
    speed,
    ...(approvers && { approvers }),
    onTick,
    detached: () => detached,
  })
    .then(async () => (await historyOf(runId, account.ports))!)
    .finally(() => platform.close());
  // Whoever only detaches or stops need not listen for a failure as well.
  finished.catch(() => {});
  return {
    runId,
    finished,
    stop: async (by, reason) => {
      // Admit may still be about to write the run down. Once all is quiet it has done so, or never will.
      const ask = () => stopRun(account, { runId, by, reason });
      while (!(await ask()).known && account.clock.busy > 0) await nextTurn();
    },
    detach: async () => {
      detached = true;
      await finished.catch(() => {});
    },
  };
}
