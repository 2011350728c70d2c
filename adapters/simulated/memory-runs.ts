/** Run records, locks and ledger in memory: the same transactions as in SQLite, each one synchronous piece of code. */
import { approvalRefusal, unknownToApprove } from '../../core/history/approval.ts';
import type { LedgerEntry } from '../../core/history/ledger.ts';
import type { Leftover } from '../../core/history/leftover.ts';
import type { Cause, RunRecord, TerminalRecord } from '../../core/history/run-record.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Runs } from '../../core/ports/runs.ts';
import { outcomeKey, outcomeOf } from '../../core/rollout/outcome.ts';
import { lockConflict } from './locks.ts';
import type { MemoryTables } from './memory-tables.ts';

export function memoryRuns(tables: MemoryTables): { readonly runs: Runs; readonly ledger: Ledger } {
  const { records, entries, leftovers, promotions } = tables;

  const propose = (record: RunRecord) => {
    if (records.has(record.runId)) return;
    const { epochRaisedAt, lease, cause, approvals, terminal, untold, ...fixed } = record;
    records.set(record.runId, { ...fixed, phase: 'proposed', epoch: 0, recovery: { attempt: 0 } });
  };
  const conclude = (
    runId: string,
    terminal: TerminalRecord,
    left: readonly Leftover[] = [],
    attempt = Number.POSITIVE_INFINITY,
  ): boolean => {
    const record = records.get(runId);
    if (record && !record.terminal && record.recovery.attempt > attempt) return false;
    tables.locks = tables.locks.filter((lock) => lock.runId !== runId);
    if (!record || record.terminal) return false;
    records.set(runId, { ...record, terminal, phase: 'concluded', untold: true });
    const outcome = outcomeOf(record, terminal);
    if (outcome) promotions.set(outcomeKey(outcome), outcome);
    if (left.length > 0) leftovers.set(runId, new Map(left.map((leftover) => [leftover.entryId, leftover])));
    return true;
  };
  const change = (runId: string, entryId: string, changed: (entry: LedgerEntry) => LedgerEntry) => {
    const own = entries.get(runId);
    const entry = own?.get(entryId);
    if (entry) own?.set(entryId, changed(entry));
  };

  const runs: Runs = {
    async propose(record) {
      propose(record);
    },
    async refuse(record, terminal) {
      propose(record);
      if (records.get(record.runId)?.phase === 'proposed') conclude(record.runId, terminal);
    },
    async arm(runId, lease, wanted) {
      const record = records.get(runId);
      if (!record) return { armed: false, why: `run ${runId} is unknown` };
      if (record.phase === 'injecting') return { armed: true };
      if (record.phase !== 'proposed') return { armed: false, why: `run ${runId} is ${record.phase}` };
      const why = lockConflict(tables.locks, wanted, runId);
      if (why !== undefined) return { armed: false, why };
      tables.locks = [...tables.locks, ...wanted.map((lock) => ({ ...lock, runId }))];
      records.set(runId, { ...record, phase: 'injecting', epoch: 1, lease });
      return { armed: true };
    },
    async approve(runId, approval) {
      const record = records.get(runId);
      if (!record) return unknownToApprove(runId);
      const no = approvalRefusal(record, approval);
      if (no) return no;
      const approvals = [...(record.approvals ?? []), approval];
      records.set(runId, { ...record, approvals });
      return { approved: true, approvals };
    },
    async load(runId) {
      return records.get(runId);
    },
    async raiseEpoch(runId, cause: Cause) {
      const record = records.get(runId);
      if (record?.phase === 'proposed' || record?.phase === 'injecting')
        records.set(runId, {
          ...record,
          phase: 'recovering',
          epoch: record.epoch + 1,
          epochRaisedAt: cause.at,
          cause,
        });
      return records.get(runId);
    },
    async claimRecovery(runId, attempt, at) {
      const record = records.get(runId);
      if (!record || record.terminal || record.recovery.attempt !== attempt - 1) return false;
      records.set(runId, { ...record, recovery: { attempt, startedAt: at } });
      return true;
    },
    async conclude(runId, terminal, left, attempt) {
      return conclude(runId, terminal, left, attempt);
    },
    async told(runId) {
      const record = records.get(runId);
      if (!record?.untold) return;
      const { untold, ...rest } = record;
      records.set(runId, rest);
    },
    async list({ experiment, unfinished, open, stopAlarm, limit }) {
      return [...records.values()]
        .reverse()
        .filter(
          (record) =>
            (experiment === undefined || record.experiment === experiment) &&
            (unfinished === undefined || (record.terminal === undefined) === unfinished) &&
            (open === undefined || record.terminal === undefined || record.untold) &&
            (stopAlarm === undefined || record.plan.definition.guardrails.stopAlarms?.includes(stopAlarm)),
        )
        .sort((a, b) => b.proposedAt - a.proposedAt)
        .slice(0, limit);
    },
  };

  const ledger: Ledger = {
    async intend(entry, epoch) {
      const record = records.get(entry.runId);
      if (record?.phase !== 'injecting' || record.epoch !== epoch) return false;
      const own = entries.get(entry.runId) ?? new Map<string, LedgerEntry>();
      if (!own.has(entry.id)) own.set(entry.id, entry);
      entries.set(entry.runId, own);
      return true;
    },
    async confirm(runId, entryId, externalId, at) {
      change(runId, entryId, (entry) =>
        entry.confirmedAt !== undefined
          ? entry
          : {
              ...entry,
              fault: { ...entry.fault, externalId },
              confirmedAt: at,
              state: entry.state === 'undone' ? 'undone' : 'confirmed',
            },
      );
    },
    async undone(runId, entryId, proof, at) {
      change(runId, entryId, (entry) =>
        entry.undoneAt !== undefined ? entry : { ...entry, proof, undoneAt: at, state: 'undone' },
      );
    },
    async list(runId) {
      return [...(entries.get(runId)?.values() ?? [])];
    },
  };
  return { runs, ledger };
}
