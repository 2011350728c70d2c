/** One whole run in memory, as fast as the machine can: nothing of it reaches the disk. */
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import type { RunRequest } from '../../core/lifecycle/reference.ts';
import type { StageOutcome } from '../../core/rollout/outcome.ts';
import type { World } from '../../core/world/schema.ts';
import { definitionAt } from '../calendar/definition.ts';
import { openAccount } from './account.ts';
import { everyApprover } from './approvers.ts';
import { drive } from './drive.ts';
import { historyOf } from './history-of.ts';
import type { MakeExecutions } from './machinery.ts';
import { rehearsalPlatform } from './rehearsal-platform.ts';

export interface RehearsalOptions {
  readonly runId: string;
  readonly experiment: Experiment;
  readonly world: World;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly seed: number;
  readonly startedBy: string;
  /** Instead of what the world says. */
  readonly traffic?: 'requests' | 'closed-form';
  /** What is known of the stages of rollouts. */
  readonly promotions?: readonly StageOutcome[];
  /** Number of a stage of the rollout. The furthest that may be run when missing. */
  readonly stage?: number;
  /** Why a drill goes on whatever its pre-checks say. */
  readonly forcePrecheck?: string;
  /** Default: the local engine. */
  readonly executions?: MakeExecutions;
}

/** @throws RunStuck */
export async function rehearse(options: RehearsalOptions): Promise<RunHistory> {
  const { runId, experiment, world, parameters, seed, startedBy, traffic, promotions, stage, executions } = options;
  const { forcePrecheck } = options;
  const platform = rehearsalPlatform(promotions);
  const timeline = { id: runId, world, seed, ...(traffic && { traffic }), createdAt: 0 };
  const account = openAccount(platform, timeline, {}, executions);
  const definition = definitionAt(experiment, account.cloud.now);
  await account.storeDefinition(definition);
  const request: RunRequest = {
    experiment: definition.hash,
    parameters,
    seed,
    startedBy,
    ...(stage && { stage }),
    ...(forcePrecheck !== undefined && { forcePrecheck }),
  };
  await account.ports.executions.start('experiment', runId, request);
  await drive({ platform, account, runIds: [runId], speed: 'max', approvers: everyApprover });
  return (await historyOf(runId, account.ports))!;
}
