/** One moment of everything: history, executions, deadlines, and what stands in the cloud. Plain data, so that it can be kept. */
import { copyOfTables, emptyTables, type MemoryTables } from '../../adapters/simulated/memory-tables.ts';
import type { Instant } from '../../core/ports/clock.ts';
import type { ExecutionState, Machine } from '../../core/ports/executions.ts';
import { begins, definitions } from './scenario.ts';

/** A fault as the cloud has it. */
export interface StandingFault {
  readonly runId: string;
  readonly token: string;
  readonly targets: readonly string[];
  readonly state: 'running' | 'completed' | 'stopped';
  /** It was in flight when the run's epoch rose, and landed after. */
  readonly late: boolean;
  /** When it ends by itself. Missing: what it changed stays changed until someone puts it right. */
  readonly endsAt?: Instant;
}

export interface Execution {
  readonly machine: Machine;
  readonly name: string;
  readonly state: ExecutionState;
}

/** Rows are replaced and never changed. */
export interface World {
  now: Instant;
  readonly tables: MemoryTables;
  /** By token. */
  readonly faults: Map<string, StandingFault>;
  /** Target to the token of the fault that left it stopped. */
  readonly stopped: Map<string, string>;
  /** By run: when its reaper fires. */
  readonly deadlines: Map<string, Instant>;
  /** By name. */
  readonly executions: Map<string, Execution>;
  /** Runs whose abort was carried out to its end. */
  readonly aborted: Set<string>;
}

export function firstWorld(): World {
  const tables = emptyTables();
  tables.definitions.push(...definitions);
  return {
    now: begins,
    tables,
    faults: new Map(),
    stopped: new Map(),
    deadlines: new Map(),
    executions: new Map(),
    aborted: new Set(),
  };
}

export const copyOfWorld = ({ now, tables, faults, stopped, deadlines, executions, aborted }: World): World => ({
  now,
  tables: copyOfTables(tables),
  faults: new Map(faults),
  stopped: new Map(stopped),
  deadlines: new Map(deadlines),
  executions: new Map(executions),
  aborted: new Set(aborted),
});

/** Whether a fault still holds its targets. */
export const holds = ({ state, endsAt }: StandingFault, now: Instant): boolean =>
  state === 'running' && (endsAt === undefined || now < endsAt);

/** Targets that are not as they were, with the run behind it. */
export function affected({
  faults,
  stopped,
  now,
}: World): readonly { readonly target: string; readonly runId: string }[] {
  const held = [...faults.values()].filter((fault) => holds(fault, now));
  return [
    ...held.flatMap(({ targets, runId }) => targets.map((target) => ({ target, runId }))),
    ...[...stopped].map(([target, token]) => ({ target, runId: faults.get(token)?.runId ?? token })),
  ];
}
