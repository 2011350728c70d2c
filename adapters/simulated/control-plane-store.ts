/** The simulated cloud and the local platform, kept across processes, in tables that core cannot see. */
import type { Instant } from '../../core/ports/clock.ts';
import type { ExecutionState, Machine } from '../../core/ports/executions.ts';
import type { World } from '../../core/world/schema.ts';
import type { CloudDump } from '../../simulator/cloud.ts';
import { type CloudSave, dumpOfSave, type SavedPeriod } from '../../simulator/saved.ts';
import type { Database } from './database.ts';
import { mustOwn } from './owner.ts';
import { readable, stored } from './stored.ts';

/** One simulated account, from its beginning. Every local run begins a new one, unless it continues the last. */
export interface Timeline {
  readonly id: string;
  readonly world: World;
  readonly seed: number;
  readonly traffic?: 'requests' | 'closed-form';
  /** Wall clock. */
  readonly createdAt: Instant;
}

export interface Execution {
  readonly machine: Machine;
  readonly name: string;
  readonly input: unknown;
  readonly state: Exclude<ExecutionState, { state: 'absent' }>;
  readonly startedAt: Instant;
}

export type Ending = Extract<ExecutionState, { state: 'ended' }>['how'];

/** What another process asks of the owner. */
export type PlatformRequest = {
  readonly id: number;
  readonly runId: string;
  readonly by: string;
  /** May be empty. */
  readonly reason: string;
  /** Wall clock. */
  readonly at: Instant;
} & (
  | { readonly kind: 'stop' }
  /** `approver`: the part that `by` plays. */
  | { readonly kind: 'approve'; readonly planHash: string; readonly approver: string }
);

/** Each kind by itself: `Omit` alone would forget what only one of them has. */
export type NewRequest = PlatformRequest extends infer Request
  ? Request extends PlatformRequest
    ? Omit<Request, 'id'>
    : never
  : never;

export interface ControlPlaneStore {
  createTimeline(timeline: Timeline): void;
  timeline(id: string): Timeline | undefined;
  /** Oldest first. */
  timelines(): readonly Timeline[];

  /** The cloud as it stands, and what has closed since it was last saved, in one transaction. @throws OwnershipLost */
  saveCloud(timeline: string, save: CloudSave, ownerToken: string): void;
  /** The virtual instant of the last save: `CloudSave`s after it need only what is newer. */
  savedAt(timeline: string): Instant | undefined;
  loadCloud(timeline: string): CloudDump | undefined;

  /** False: an execution of that name stands already, and nothing changed. */
  startExecution(timeline: string, machine: Machine, name: string, input: unknown, at: Instant): boolean;
  /** The first ending stays. */
  endExecution(timeline: string, machine: Machine, name: string, how: Ending, at: Instant): void;
  execution(timeline: string, machine: Machine, name: string): Execution | undefined;
  /** In the order of starting. */
  executions(timeline: string): readonly Execution[];
  /** Their process is gone: whatever still counts as running ends as `aborted`, and is answered. */
  abandonExecutions(timeline: string, at: Instant): readonly Execution[];

  armDeadline(timeline: string, runId: string, at: Instant): void;
  disarmDeadline(timeline: string, runId: string): void;
  /** Soonest first. */
  deadlines(timeline: string): readonly { readonly runId: string; readonly at: Instant }[];

  putRequest(request: NewRequest): void;
  /** Requests that nobody has taken, for these runs, oldest first; they count as taken from now on. */
  takeRequests(runIds: readonly string[], at: Instant): readonly PlatformRequest[];
}

interface TimelineRow {
  id: string;
  world: string;
  seed: number;
  traffic: 'requests' | 'closed-form' | null;
  created_at: number;
}

interface ExecutionRow {
  machine: Machine;
  name: string;
  input: string;
  started_at: number;
  how: Ending | null;
  ended_at: number | null;
}

const timelineOf = (row: TimelineRow): Timeline => ({
  id: row.id,
  world: stored(row.world),
  seed: row.seed,
  ...(row.traffic && { traffic: row.traffic }),
  createdAt: row.created_at,
});

const executionOf = (row: ExecutionRow): Execution => ({
  machine: row.machine,
  name: row.name,
  input: stored(row.input),
  startedAt: row.started_at,
  state: row.how
    ? { state: 'ended', how: row.how, at: row.ended_at ?? row.started_at }
    : { state: 'running', startedAt: row.started_at },
});

type RequestRow = Omit<PlatformRequest, 'kind'> & { kind: string; planHash: string | null; approver: string | null };

const requestOf = ({ planHash, approver, kind, ...common }: RequestRow): PlatformRequest =>
  kind === 'approve'
    ? { ...common, kind, planHash: planHash ?? '', approver: approver ?? '' }
    : { ...common, kind: 'stop' };

const timelineColumns = 'id, world, seed, traffic, created_at';
const executionColumns = 'machine, name, input, started_at, how, ended_at';

export function openControlPlane(database: Database): ControlPlaneStore {
  const store: ControlPlaneStore = {
    createTimeline: ({ id, world, seed, traffic, createdAt }) => {
      database.run(
        'INSERT INTO timelines (id, world, seed, traffic, created_at) VALUES (?, ?, ?, ?, ?)',
        id,
        JSON.stringify(world),
        seed,
        traffic ?? null,
        createdAt,
      );
    },
    timeline: (id) => {
      const row = database.get<TimelineRow>(`SELECT ${timelineColumns} FROM timelines WHERE id = ?`, id);
      return row && timelineOf(row);
    },
    timelines: () =>
      database.all<TimelineRow>(`SELECT ${timelineColumns} FROM timelines ORDER BY sequence`).map(timelineOf),

    saveCloud: (timeline, { now, standing, closed, oldest }, ownerToken) =>
      database.transaction(() => {
        mustOwn(database, ownerToken);
        database.run('UPDATE timelines SET cloud = ?, now = ? WHERE id = ?', standing, now, timeline);
        for (const { metric, at, samples } of closed)
          database.run('INSERT OR REPLACE INTO metric_periods VALUES (?, ?, ?, ?)', timeline, at, metric, samples);
        if (closed.length > 0)
          database.run('DELETE FROM metric_periods WHERE timeline = ? AND at < ?', timeline, oldest);
      }),
    savedAt: (timeline) =>
      database.get<{ now: number | null }>('SELECT now FROM timelines WHERE id = ?', timeline)?.now ?? undefined,
    // In a transaction: the owner may save between two readings.
    loadCloud: (timeline) =>
      database.transaction(() => {
        const row = database.get<{ cloud: string | null }>('SELECT cloud FROM timelines WHERE id = ?', timeline);
        if (!row?.cloud) return undefined;
        const closed = database.all<SavedPeriod>(
          'SELECT metric, at, samples FROM metric_periods WHERE timeline = ? ORDER BY at, metric',
          timeline,
        );
        const { cloud } = row;
        return readable(() => dumpOfSave(cloud, closed));
      }),

    startExecution: (timeline, machine, name, input, at) =>
      database.run(
        'INSERT OR IGNORE INTO executions (timeline, machine, name, input, started_at) VALUES (?, ?, ?, ?, ?)',
        timeline,
        machine,
        name,
        JSON.stringify(input),
        at,
      ) === 1,
    endExecution: (timeline, machine, name, how, at) => {
      database.run(
        'UPDATE executions SET how = ?, ended_at = ? WHERE timeline = ? AND machine = ? AND name = ? AND how IS NULL',
        how,
        at,
        timeline,
        machine,
        name,
      );
    },
    execution: (timeline, machine, name) => {
      const row = database.get<ExecutionRow>(
        `SELECT ${executionColumns} FROM executions WHERE timeline = ? AND machine = ? AND name = ?`,
        timeline,
        machine,
        name,
      );
      return row && executionOf(row);
    },
    executions: (timeline) =>
      database
        .all<ExecutionRow>(`SELECT ${executionColumns} FROM executions WHERE timeline = ? ORDER BY sequence`, timeline)
        .map(executionOf),
    abandonExecutions: (timeline, at) =>
      database.transaction(() => {
        const left = store.executions(timeline).filter((execution) => execution.state.state === 'running');
        for (const { machine, name } of left) store.endExecution(timeline, machine, name, 'aborted', at);
        return left;
      }),

    armDeadline: (timeline, runId, at) => {
      database.run('INSERT OR REPLACE INTO deadlines (timeline, run_id, at) VALUES (?, ?, ?)', timeline, runId, at);
    },
    disarmDeadline: (timeline, runId) => {
      database.run('DELETE FROM deadlines WHERE timeline = ? AND run_id = ?', timeline, runId);
    },
    deadlines: (timeline) =>
      database
        .all<{ runId: string; at: number }>(
          'SELECT run_id AS runId, at FROM deadlines WHERE timeline = ? ORDER BY at, run_id',
          timeline,
        )
        .map((row) => ({ ...row })),

    putRequest: (request) => {
      database.run(
        `INSERT INTO requests (run_id, kind, requested_by, reason, at, plan_hash, approver)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        request.runId,
        request.kind,
        request.by,
        request.reason,
        request.at,
        request.kind === 'approve' ? request.planHash : null,
        request.kind === 'approve' ? request.approver : null,
      );
    },
    takeRequests: (runIds, at) =>
      database.transaction(() => {
        const waiting = database.all<RequestRow>(
          `SELECT id, run_id AS runId, kind, requested_by AS "by", reason, at, plan_hash AS planHash, approver
           FROM requests
           WHERE taken_at IS NULL AND run_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
          JSON.stringify(runIds),
        );
        for (const { id } of waiting) database.run('UPDATE requests SET taken_at = ? WHERE id = ?', at, id);
        return waiting.map(requestOf);
      }),
  };
  return store;
}
