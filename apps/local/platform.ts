/** The embedded platform: the simulated cloud, the state machines and the history in one process. */
export { approveLocally, type LocalApproval } from './approval.ts';
export type { Approvers } from './approvers.ts';
export { type Archive, openArchive, requestStop, type StopAnswer } from './archive.ts';
export { defaultDirectory, PlatformBusy, platformFile } from './directory.ts';
export { RunStuck, type View } from './drive.ts';
export { findingsKnown, type LocalScan, scanLocally } from './findings.ts';
export { acknowledgeLocally, lookAfterLocally } from './leftovers.ts';
export type { Speed } from './pace.ts';
export { type LocalPlan, type PlanOptions, planLocally, worldToContinue } from './plan.ts';
export { type PredictOptions, predictLocally } from './predict.ts';
export type { Prediction, Rehearsal } from './prediction.ts';
export { importLocally, promotionsKnown } from './promotions.ts';
export { type ReapOptions, reapLocally } from './reap.ts';
export { type LocalRun, type LocalRunOptions, startLocalRun } from './run.ts';
export { type LocalSwitches, openSwitches, stopScopeLocally } from './switches.ts';
