/** A run as its table holds it: the record as proposed, and beside it the columns that change. */
import type { Phase, RunRecord } from '../../core/history/run-record.ts';
import type { Database } from './database.ts';
import { stored } from './stored.ts';

export interface RunRow {
  timeline: string;
  run_id: string;
  phase: Phase;
  epoch: number;
  epoch_raised_at: number | null;
  lease_from: number | null;
  lease_until: number | null;
  cause: string | null;
  approvals: string | null;
  recovery_attempt: number;
  recovery_started_at: number | null;
  terminal: string | null;
  untold: 1 | null;
}

/** Without the record as proposed, which is large (it holds the plan) and read once: see `recordReader`. */
export const runColumns =
  'timeline, run_id, phase, epoch, epoch_raised_at, lease_from, lease_until, cause, approvals, recovery_attempt, recovery_started_at, terminal, untold';

/** The parts that never change once a run is proposed. */
export function proposed(record: RunRecord): string {
  const { phase, epoch, epochRaisedAt, lease, cause, approvals, recovery, terminal, untold, ...fixed } = record;
  return JSON.stringify(fixed);
}

type Proposed = Omit<
  RunRecord,
  'phase' | 'epoch' | 'epochRaisedAt' | 'lease' | 'cause' | 'approvals' | 'recovery' | 'terminal' | 'untold'
>;

/** Turns rows into records, and keeps what never changes of those it has seen. */
export function recordReader(database: Database): (row: RunRow) => RunRecord {
  const known = new Map<string, Proposed>();
  return (row) => {
    const key = JSON.stringify([row.timeline, row.run_id]);
    const fixed = known.get(key) ?? readProposed(database, row);
    known.set(key, fixed);
    return runOf(fixed, row);
  };
}

function readProposed(database: Database, { timeline, run_id }: RunRow): Proposed {
  const found = database.get<{ record: string }>(
    'SELECT record FROM runs WHERE timeline = ? AND run_id = ?',
    timeline,
    run_id,
  );
  return stored<Proposed>(found!.record);
}

const runOf = (fixed: Proposed, row: RunRow): RunRecord => ({
  ...fixed,
  phase: row.phase,
  epoch: row.epoch,
  ...(row.epoch_raised_at !== null && { epochRaisedAt: row.epoch_raised_at }),
  ...(row.lease_from !== null &&
    row.lease_until !== null && { lease: { from: row.lease_from, until: row.lease_until } }),
  ...(row.cause !== null && { cause: stored(row.cause) }),
  ...(row.approvals !== null && { approvals: stored(row.approvals) }),
  recovery: {
    attempt: row.recovery_attempt,
    ...(row.recovery_started_at !== null && { startedAt: row.recovery_started_at }),
  },
  ...(row.terminal !== null && { terminal: stored(row.terminal) }),
  ...(row.untold !== null && { untold: true }),
});
