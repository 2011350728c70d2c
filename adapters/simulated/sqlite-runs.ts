/** Run records and locks in SQLite: each method one transaction. */
import { approvalRefusal, unknownToApprove } from '../../core/history/approval.ts';
import type { Leftover } from '../../core/history/leftover.ts';
import type { Cause, RunRecord, TerminalRecord } from '../../core/history/run-record.ts';
import type { Runs } from '../../core/ports/runs.ts';
import { outcomeOf } from '../../core/rollout/outcome.ts';
import type { Database } from './database.ts';
import { type HeldLock, lockConflict } from './locks.ts';
import { proposed, type RunRow, recordReader, runColumns } from './run-rows.ts';
import { insertLeftover } from './sqlite-leftovers.ts';
import { putOutcome } from './sqlite-promotions.ts';

export function sqliteRuns(database: Database, timeline: string): Runs {
  const runOf = recordReader(database);
  const row = (runId: string) =>
    database.get<RunRow>(`SELECT ${runColumns} FROM runs WHERE timeline = ? AND run_id = ?`, timeline, runId);

  const insert = (record: RunRecord) =>
    database.run(
      `INSERT OR IGNORE INTO runs (timeline, run_id, experiment, phase, epoch, recovery_attempt, record)
       VALUES (?, ?, ?, 'proposed', 0, 0, ?)`,
      timeline,
      record.runId,
      record.experiment,
      proposed(record),
    );

  const conclude = (
    runId: string,
    terminal: TerminalRecord,
    leftovers: readonly Leftover[] = [],
    attempt?: number,
  ): boolean => {
    const concluded = database.run(
      `UPDATE runs SET terminal = ?1, phase = 'concluded', untold = 1
       WHERE timeline = ?2 AND run_id = ?3 AND terminal IS NULL AND (?4 IS NULL OR recovery_attempt <= ?4)`,
      JSON.stringify(terminal),
      timeline,
      runId,
      attempt ?? null,
    );
    if (concluded === 0 && row(runId)?.terminal === null) return false;
    database.run('DELETE FROM locks WHERE timeline = ? AND run_id = ?', timeline, runId);
    if (concluded === 0) return false;
    for (const leftover of leftovers) insertLeftover(database, timeline, leftover);
    const outcome = outcomeOf(runOf(row(runId)!), terminal);
    if (outcome) putOutcome(database, outcome);
    return true;
  };

  return {
    async propose(record) {
      insert(record);
    },

    async refuse(record, terminal) {
      database.transaction(() => {
        insert(record);
        if (row(record.runId)?.phase === 'proposed') conclude(record.runId, terminal);
      });
    },

    async arm(runId, lease, locks) {
      return database.transaction(() => {
        const run = row(runId);
        if (!run) return { armed: false, why: `run ${runId} is unknown` };
        if (run.phase === 'injecting') return { armed: true };
        if (run.phase !== 'proposed') return { armed: false, why: `run ${runId} is ${run.phase}` };
        const held = database.all<HeldLock>(
          'SELECT key, mode, run_id AS runId FROM locks WHERE timeline = ?',
          timeline,
        );
        const why = lockConflict(held, locks, runId);
        if (why !== undefined) return { armed: false, why };
        for (const { key, mode } of locks)
          database.run(
            `INSERT INTO locks (timeline, key, run_id, mode) VALUES (?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET mode = 'exclusive' WHERE excluded.mode = 'exclusive'`,
            timeline,
            key,
            runId,
            mode,
          );
        database.run(
          "UPDATE runs SET phase = 'injecting', epoch = 1, lease_from = ?, lease_until = ? WHERE timeline = ? AND run_id = ?",
          lease.from,
          lease.until,
          timeline,
          runId,
        );
        return { armed: true };
      });
    },

    async approve(runId, approval) {
      return database.transaction(() => {
        const found = row(runId);
        if (!found) return unknownToApprove(runId);
        const run = runOf(found);
        const no = approvalRefusal(run, approval);
        if (no) return no;
        const approvals = [...(run.approvals ?? []), approval];
        database.run(
          'UPDATE runs SET approvals = ? WHERE timeline = ? AND run_id = ?',
          JSON.stringify(approvals),
          timeline,
          runId,
        );
        return { approved: true, approvals };
      });
    },

    async load(runId) {
      const run = row(runId);
      return run && runOf(run);
    },

    async raiseEpoch(runId, cause: Cause) {
      return database.transaction(() => {
        database.run(
          `UPDATE runs SET phase = 'recovering', epoch = epoch + 1, epoch_raised_at = ?, cause = ?
           WHERE timeline = ? AND run_id = ? AND phase IN ('proposed', 'injecting')`,
          cause.at,
          JSON.stringify(cause),
          timeline,
          runId,
        );
        const run = row(runId);
        return run && runOf(run);
      });
    },

    async claimRecovery(runId, attempt, at) {
      const claimed = database.run(
        `UPDATE runs SET recovery_attempt = ?, recovery_started_at = ?
         WHERE timeline = ? AND run_id = ? AND recovery_attempt = ? AND terminal IS NULL`,
        attempt,
        at,
        timeline,
        runId,
        attempt - 1,
      );
      return claimed === 1;
    },

    async conclude(runId, terminal, leftovers, attempt) {
      return database.transaction(() => conclude(runId, terminal, leftovers, attempt));
    },

    async told(runId) {
      database.run('UPDATE runs SET untold = NULL WHERE timeline = ? AND run_id = ?', timeline, runId);
    },

    async list({ experiment, unfinished, open, stopAlarm, limit }) {
      const rows = database.all<RunRow>(
        `SELECT ${runColumns} FROM runs
         WHERE timeline = ?1 AND (?2 IS NULL OR experiment = ?2) AND (?3 IS NULL OR (terminal IS NULL) = ?3)
           AND (?4 IS NULL OR EXISTS (
             SELECT 1 FROM json_each(record, '$.plan.definition.guardrails.stopAlarms') WHERE value = ?4))
           AND (?5 IS NULL OR terminal IS NULL OR untold = 1)
         ORDER BY json_extract(record, '$.proposedAt') DESC, sequence DESC LIMIT ?6`,
        timeline,
        experiment ?? null,
        unfinished === undefined ? null : Number(unfinished),
        stopAlarm ?? null,
        open ? 1 : null,
        limit ?? -1,
      );
      return rows.map((one) => runOf(one));
    },
  };
}
