/** A run as its items hold it: what never changes as one document, the plan as another, and the attributes that change. */
import { millis } from '../../core/experiment/durations.ts';
import type { Approval } from '../../core/history/approval.ts';
import type { Cause, Phase, RunRecord, TerminalRecord } from '../../core/history/run-record.ts';
import { historyTable } from '../../core/history/table.ts';
import type { Instant, Millis } from '../../core/ports/clock.ts';
import type { Lock } from '../../core/ports/runs.ts';
import { pack, unpack } from './dynamodb-documents.ts';
import { type Item, isNew, type Key, key, put, type Write } from './dynamodb-writes.ts';

/** Attributes of the item `run`. */
export interface RunItem {
  readonly record: string;
  readonly phase: Phase;
  readonly epoch: number;
  readonly epochRaisedAt?: Instant;
  readonly leaseFrom?: Instant;
  readonly leaseUntil?: Instant;
  readonly cause?: Cause;
  readonly approvals?: readonly Approval[];
  readonly attempt: number;
  readonly attemptAt?: Instant;
  readonly terminal?: TerminalRecord;
  readonly untold?: true;
  /** Held since it was armed. */
  readonly locks?: readonly Lock[];
  /** That guard it while it is unfinished. */
  readonly alarms: readonly string[];
  /** Intents written so far. */
  readonly intents: number;
  /** How long its history is kept after its end, when its experiment says so; as the deployment says otherwise. */
  readonly retain?: Millis;
}

const { byExperiment, byUnfinished, byTime } = historyTable.indexes;
/** The one partition of the index by time, and of the index of unfinished runs. */
export const every = 'run';
export const unfinishedRuns = 'run';

export const partitionOf = (runId: string): string => `run/${runId}`;
export const runIdOf = (partition: string): string => partition.slice('run/'.length);
export const runKey = (runId: string): Key => key(partitionOf(runId), 'run');
export const planKey = (runId: string): Key => key(partitionOf(runId), 'run#plan');
/** One for each run without a terminal record, or untold: whoever stops them must see each, and an index lags. */
export const openRuns = 'unfinished';
export const openKey = (runId: string): Key => key(openRuns, partitionOf(runId));
export const guardKey = (alarm: string, runId: string): Key => key(`alarm/${alarm}`, partitionOf(runId));

/** All that is written when a run is first heard of. The first write is the one with the condition. */
export async function proposal(record: RunRecord, terminal?: TerminalRecord): Promise<readonly Write[]> {
  const {
    phase,
    epoch,
    epochRaisedAt,
    lease,
    cause,
    approvals,
    recovery,
    terminal: _,
    untold,
    plan,
    ...fixed
  } = record;
  const { report, guardrails } = plan.definition;
  const alarms = [...new Set(guardrails.stopAlarms ?? [])];
  const item: RunItem = {
    record: JSON.stringify(fixed),
    phase: terminal ? 'concluded' : 'proposed',
    epoch: 0,
    attempt: 0,
    intents: 0,
    alarms: terminal ? [] : alarms,
    ...(terminal && { terminal, untold: true }),
    ...(report?.retain !== undefined && { retain: millis(report.retain) }),
  };
  const indexed = {
    [byExperiment.partitionKey]: record.experiment,
    [byTime.partitionKey]: every,
    [byTime.sortKey]: record.proposedAt,
    ...(!terminal && { [byUnfinished.partitionKey]: unfinishedRuns }),
  };
  const at = planKey(record.runId);
  const { stored, rest } = await pack(at, 'plan', plan);
  return [
    put({ ...runKey(record.runId), ...indexed, ...item }, isNew),
    put({ ...at, plan: stored }),
    ...rest.map((piece) => put(piece)),
    ...item.alarms.map((alarm) => put(guardKey(alarm, record.runId) as Item)),
    put(openKey(record.runId) as Item),
  ];
}

/** @returns undefined while the plan, or a piece of it, is not there (yet) */
export async function runOf(items: readonly Item[], runId: string): Promise<RunRecord | undefined> {
  const { sortKey } = historyTable;
  const item = items.find((found) => found[sortKey] === runKey(runId)[sortKey]) as (Item & RunItem) | undefined;
  const planItem = items.find((found) => found[sortKey] === planKey(runId)[sortKey]);
  const plan = planItem && (await unpack(planItem, 'plan', items));
  if (!item || !plan) return undefined;
  return {
    ...JSON.parse(item.record),
    plan,
    phase: item.phase,
    epoch: item.epoch,
    ...(item.epochRaisedAt !== undefined && { epochRaisedAt: item.epochRaisedAt }),
    ...(item.leaseFrom !== undefined &&
      item.leaseUntil !== undefined && { lease: { from: item.leaseFrom, until: item.leaseUntil } }),
    ...(item.cause && { cause: item.cause }),
    ...(item.approvals && { approvals: item.approvals }),
    recovery: { attempt: item.attempt, ...(item.attemptAt !== undefined && { startedAt: item.attemptAt }) },
    ...(item.terminal && { terminal: item.terminal }),
    ...(item.untold && { untold: item.untold }),
  };
}
