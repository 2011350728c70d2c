/** Run records and locks in DynamoDB: each method one transaction, or one conditional write. */

import {
  type Approvable,
  type ApprovalAnswer,
  approvalRefusal,
  unknownToApprove,
} from '../../core/history/approval.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import { historyTable } from '../../core/history/table.ts';
import type { Millis } from '../../core/ports/clock.ts';
import type { Armed, Lock, Runs } from '../../core/ports/runs.ts';
import { type OutcomeFacts, outcomeOf } from '../../core/rollout/outcome.ts';
import { expire, expiryOf } from './dynamodb-expiry.ts';
import { putLeftovers } from './dynamodb-leftovers.ts';
import { distinct, givingBack, holderOf, lockKey, sweepingUp, taking } from './dynamodb-locks.ts';
import { putOutcome } from './dynamodb-promotions.ts';
import { guardKey, openKey, partitionOf, proposal, type RunItem, runKey, runOf } from './dynamodb-run-items.ts';
import { listRuns } from './dynamodb-run-lists.ts';
import type { Table } from './dynamodb-table.ts';
import { remove, stands, update, type Write } from './dynamodb-writes.ts';

const { byUnfinished } = historyTable.indexes;

/** @param retain for runs whose experiment does not say how long; for good when missing */
export function dynamodbRuns(table: Table, retain?: Millis): Runs {
  const look = (runId: string) => table.get(runKey(runId)) as Promise<RunItem | undefined>;

  const load = async (runId: string): Promise<RunRecord | undefined> =>
    (
      await table.decided(async () => {
        const items = await table.query(partitionOf(runId), 'run');
        if (items.length === 0) return { record: undefined };
        // Reads are not one with transactions: the record may be seen a moment before its plan.
        const record = await runOf(items, runId);
        return record && { record };
      })
    ).record;

  /** Undefined: overtaken. */
  async function tryToArm(
    runId: string,
    lease: Parameters<Runs['arm']>[1],
    locks: readonly Lock[],
  ): Promise<Armed | undefined> {
    const run = await look(runId);
    if (!run) return { armed: false, why: `run ${runId} is unknown` };
    if (run.phase === 'injecting') return { armed: true };
    if (run.phase !== 'proposed') return { armed: false, why: `run ${runId} is ${run.phase}` };
    const taken = await table.write([
      update(
        runKey(runId),
        'SET #phase = :injecting, #epoch = :first, #leaseFrom = :from, #leaseUntil = :until, #locks = :locks',
        { injecting: 'injecting', first: 1, from: lease.from, until: lease.until, locks, seen: 'proposed' },
        '#phase = :seen',
      ),
      ...locks.map((lock) => taking(lock, runId)),
    ]);
    if (taken.written) return { armed: true };
    if (taken.failed.includes(0)) return undefined;
    for (const position of taken.failed) {
      const lock = locks[position - 1]!;
      const why = holderOf(lock, await table.get(lockKey(lock)));
      if (why !== undefined) return { armed: false, why };
    }
    return undefined;
  }

  /** Held to the phase and the approvals that were read. Undefined: overtaken. */
  async function tryToApprove(
    runId: string,
    approval: Parameters<Runs['approve']>[1],
  ): Promise<ApprovalAnswer | undefined> {
    const run = await look(runId);
    if (!run) return unknownToApprove(runId);
    const seen = run.approvals;
    const asked = { ...JSON.parse(run.record), phase: run.phase, ...(seen && { approvals: seen }) } as Approvable;
    const no = approvalRefusal(asked, approval);
    if (no) return no;
    const approvals = [...(seen ?? []), approval];
    const kept = await table.write([
      update(
        runKey(runId),
        'SET #approvals = :approvals',
        { approvals, phase: run.phase, ...(seen && { seen }) },
        `#phase = :phase AND ${seen ? '#approvals = :seen' : 'attribute_not_exists(#approvals)'}`,
      ),
    ]);
    return kept.written ? { approved: true, approvals } : undefined;
  }

  /** Held to the phase that was read, since the locks to give back were read with it. Undefined: overtaken. */
  async function tryToConclude(
    runId: string,
    terminal: Parameters<Runs['conclude']>[1],
    may: (run: RunItem) => boolean = () => true,
    left: readonly Write[] = [],
  ): Promise<boolean | undefined> {
    const run = await look(runId);
    if (!run || run.terminal || !may(run)) return false;
    const outcome = outcomeOf(JSON.parse(run.record) as OutcomeFacts, terminal);
    const concluded = await table.write([
      update(
        runKey(runId),
        `SET #phase = :concluded, #terminal = :terminal, #untold = :untold REMOVE #${byUnfinished.partitionKey}, #locks`,
        { concluded: 'concluded', terminal, untold: true, seen: run.phase, attempt: run.attempt },
        '#phase = :seen AND attribute_not_exists(#terminal) AND #attempt = :attempt',
      ),
      ...left,
      ...(outcome ? [putOutcome(outcome)] : []),
      ...(run.locks ?? []).map((lock) => givingBack(lock, runId)),
      ...run.alarms.map((alarm) => remove(guardKey(alarm, runId))),
    ]);
    if (!concluded.written) return undefined;
    const expiry = expiryOf(terminal, run.retain ?? retain);
    // What was left must not be forgotten before it is resolved.
    if (expiry !== undefined && left.length === 0) await expire(table, runId, expiry);
    const shared = (run.locks ?? []).filter(({ mode }) => mode === 'shared');
    await Promise.all(shared.map((lock) => table.write([sweepingUp(lock)])));
    return true;
  }

  const conclude: Runs['conclude'] = async (runId, terminal, leftovers = [], attempt) => {
    const left = await putLeftovers(table, runId, leftovers);
    const may = (run: RunItem) => attempt === undefined || run.attempt <= attempt;
    return table.decided(() => tryToConclude(runId, terminal, may, left));
  };

  return {
    async propose(record) {
      await table.write(await proposal(record));
    },

    async refuse(record, terminal) {
      const { written } = await table.write(await proposal(record, terminal));
      if (!written) {
        await table.decided(() => tryToConclude(record.runId, terminal, ({ phase }) => phase === 'proposed'));
        return;
      }
      const expiry = expiryOf(terminal, (await look(record.runId))?.retain ?? retain);
      if (expiry !== undefined) await expire(table, record.runId, expiry);
    },

    async arm(runId, lease, locks) {
      const wanted = distinct(locks);
      return table.decided(() => tryToArm(runId, lease, wanted));
    },

    approve: (runId, approval) => table.decided(() => tryToApprove(runId, approval)),

    load,

    async raiseEpoch(runId, cause) {
      await table.write([
        update(
          runKey(runId),
          'SET #phase = :recovering, #epoch = #epoch + :one, #epochRaisedAt = :at, #cause = :cause',
          { recovering: 'recovering', one: 1, at: cause.at, cause, proposed: 'proposed', injecting: 'injecting' },
          '#phase IN (:proposed, :injecting)',
        ),
      ]);
      return load(runId);
    },

    async claimRecovery(runId, attempt, at) {
      const { written } = await table.write([
        update(
          runKey(runId),
          'SET #attempt = :next, #attemptAt = :at',
          { next: attempt, at, seen: attempt - 1 },
          `${stands} AND #attempt = :seen AND attribute_not_exists(#terminal)`,
        ),
      ]);
      return written;
    },

    conclude,

    async told(runId) {
      await table.write([
        update(runKey(runId), 'REMOVE #untold', {}, 'attribute_exists(#untold)'),
        remove(openKey(runId)),
      ]);
    },

    list: (filter) => listRuns(table, load, filter),
  };
}
