/**
 * A deployed platform seen from outside. It is looked at with the caller's own rights, and
 * acted on only through what it offers: an execution started, a function of its own
 * called. Each client is loaded by what needs it.
 */
import type { ApprovalOutcome } from '../../core/history/approval.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import type { Aborted } from '../../core/lifecycle/abort.ts';
import type { Acknowledged } from '../../core/lifecycle/acknowledge.ts';
import type { RunRequest } from '../../core/lifecycle/reference.ts';
import type { PlanRequest } from '../../core/plan/make-plan.ts';
import type { Scope, Switches } from '../../core/ports/switches.ts';
import type { ImportOutcome } from '../../core/rollout/import.ts';
import type { RemoteMonkey } from './deployed-monkey.ts';
import { type Deployment, type DeploymentFlags, findDeployment } from './deployment.ts';
import type { ExecutionEnd } from './executions.ts';
import { type RemoteHistory, remoteHistory } from './history.ts';
import type { RemotePlan } from './plan.ts';
import type { RemoteSchedule } from './schedules.ts';
import type { ScopeResumed, ScopeStopped } from './switches.ts';

export { type Deployed, deployedAs } from './deployed.ts';
export type { Deployment, DeploymentFlags } from './deployment.ts';
export type { ExecutionEnd } from './executions.ts';
export type { RemotePlan } from './plan.ts';

export interface RemotePlatform extends RemoteHistory {
  readonly deployment: Deployment;
  /** @param agreed hash of a plan that must still be the plan, or its beginning */
  plan(request: PlanRequest, agreed?: string): Promise<RemotePlan>;
  /** The same id twice is one run. */
  start(runId: string, request: RunRequest): Promise<void>;
  /** Of the execution, for a run that has no record. */
  executionEnd(runId: string): Promise<ExecutionEnd>;
  /** By the deployed Stop function. @throws FunctionFailed */
  stop(runId: string, reason: string): Promise<Aborted>;
  /** By the deployed StopScope function: the kill switch first, then what runs under it. @throws FunctionFailed */
  stopScope(scope: Scope, reason: string): Promise<ScopeStopped>;
  /** By the deployed Resume function, as who the credentials are. @throws FunctionFailed */
  resume(scope: Scope, reason: string): Promise<ScopeResumed>;
  /** Kill switches and their audit list, with the caller's own rights. */
  readonly switches: Pick<Switches, 'raised' | 'audit'>;
  /** By the deployed Approve function, as who the credentials are. @throws FunctionFailed */
  approve(record: Pick<RunRecord, 'runId' | 'planHash'>, reason?: string): Promise<ApprovalOutcome>;
  /** By the deployed Acknowledge function, as who the credentials are. @throws FunctionFailed */
  acknowledge(record: Pick<RunRecord, 'runId' | 'planHash'>, reason: string): Promise<Acknowledged>;
  /** By the deployed Promote function, as who the credentials are. @throws FunctionFailed */
  importPromotion(document: string): Promise<ImportOutcome>;
  /** By the deployed Sweep function: the runs whose recovery it started. @throws FunctionFailed */
  sweep(): Promise<readonly string[]>;
  /** Of an experiment by name; undefined when it has none. */
  schedule(name: string): Promise<RemoteSchedule | undefined>;
  /** A deployed monkey by name; undefined when there is none. @throws ForeignMonkey */
  monkey(name: string): Promise<RemoteMonkey | undefined>;
  /** Undefined when the caller may not look at them. */
  activeFaults(history: Pick<RunHistory, 'ledger'>): Promise<number | undefined>;
}

/** @throws DeploymentUnknown, InvalidConfiguration, ServiceFailure */
export const findPlatform = async (flags: DeploymentFlags): Promise<RemotePlatform> =>
  remotePlatform(await findDeployment(flags));

function remotePlatform(deployment: Deployment): RemotePlatform {
  const functions = () => import('./functions.ts');
  const executions = () => import('./executions.ts');
  const switches = () => import('./switches.ts');
  return {
    ...remoteHistory(deployment),
    deployment,
    plan: async (request, agreed) => (await import('./plan.ts')).planRemotely(request, deployment, agreed),
    start: async (runId, request) => (await executions()).startExecution(runId, request, deployment),
    executionEnd: async (runId) => (await executions()).executionEnd(runId, deployment),
    async stop(runId, reason) {
      const event = { runId, by: deployment.caller, reason };
      return (await (await functions()).callFunction('Stop', event, deployment)) as Aborted;
    },
    stopScope: async (scope, reason) => (await switches()).stopScopeRemotely(scope, reason, deployment),
    resume: async (scope, reason) => (await switches()).resumeRemotely(scope, reason, deployment),
    switches: {
      raised: async () => (await switches()).remoteSwitches(deployment).raised(),
      audit: async () => (await switches()).remoteSwitches(deployment).audit(),
    },
    approve: async (record, reason) => (await import('./approval.ts')).approveRemotely(record, reason, deployment),
    acknowledge: async (record, reason) =>
      (await import('./acknowledgement.ts')).acknowledgeRemotely(record, reason, deployment),
    importPromotion: async (document) => (await import('./promotions.ts')).importRemotely(document, deployment),
    async sweep() {
      const answer = await (await functions()).callFunction('Sweep', {}, deployment);
      return (answer as { readonly swept: readonly string[] }).swept;
    },
    schedule: async (name) => (await import('./schedules.ts')).scheduleOf(name, deployment),
    monkey: async (name) => (await import('./deployed-monkey.ts')).deployedMonkey(name, deployment),
    activeFaults: async (history) => (await import('./active-faults.ts')).activeFaultsOf(history, deployment),
  };
}
