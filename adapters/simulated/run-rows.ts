/** A run as its table holds it: the record as proposed, and beside it the columns that change. */
import type { Phase, RunRecord } from '../../core/history/run-record.ts';

export interface RunRow {
  timeline: string;
  record: string;
  phase: Phase;
  epoch: number;
  epoch_raised_at: number | null;
  lease_from: number | null;
  lease_until: number | null;
  cause: string | null;
  recovery_attempt: number;
  recovery_started_at: number | null;
  terminal: string | null;
}

export const runColumns =
  'timeline, record, phase, epoch, epoch_raised_at, lease_from, lease_until, cause, recovery_attempt, recovery_started_at, terminal';

/** The parts that never change once a run is proposed. */
export function proposed(record: RunRecord): string {
  const { phase, epoch, epochRaisedAt, lease, cause, recovery, terminal, ...fixed } = record;
  return JSON.stringify(fixed);
}

export const runOf = (row: RunRow): RunRecord => ({
  ...JSON.parse(row.record),
  phase: row.phase,
  epoch: row.epoch,
  ...(row.epoch_raised_at !== null && { epochRaisedAt: row.epoch_raised_at }),
  ...(row.lease_from !== null &&
    row.lease_until !== null && { lease: { from: row.lease_from, until: row.lease_until } }),
  ...(row.cause !== null && { cause: JSON.parse(row.cause) }),
  recovery: {
    attempt: row.recovery_attempt,
    ...(row.recovery_started_at !== null && { startedAt: row.recovery_started_at }),
  },
  ...(row.terminal !== null && { terminal: JSON.parse(row.terminal) }),
});
