/** The world as the ports change it and the invariants read it, brought forth from its cells and taken apart again. */
import { emptyTables, type MemoryTables } from '../../adapters/simulated/memory-tables.ts';
import type { Instant } from '../../core/ports/clock.ts';
import type { ExecutionState, Machine } from '../../core/ports/executions.ts';
import {
  cell,
  cellCount,
  cellOfAll,
  everything,
  execution,
  executionSlot,
  type Footprint,
  type OfRun,
  order,
  orderSlot,
  runIds,
  slotOf,
  stopped,
  stoppedSlot,
} from './cells.ts';
import { definitions, fleet } from './scenario.ts';
import { UndeclaredTouch, Watched } from './watched.ts';

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
  readonly now: Instant;
  readonly tables: MemoryTables;
  /** By token. */
  readonly faults: Map<string, StandingFault>;
  /** Target to the token of the fault that left it stopped. */
  readonly stopped: Map<string, string>;
  /** By run: when its reaper fires. */
  readonly deadlines: Map<string, Instant>;
  /** By name. */
  readonly executions: Map<string, Execution>;
  /** By run: its abort was carried out to its end. */
  readonly aborted: Map<string, true>;
}

/** What lies in one cell, in the order in which it came there. */
export type Rows = readonly (readonly [key: string, row: unknown])[];

/** @param rowsOf what lies in a cell: asked for those only that are read */
export function worldOf(rowsOf: (slot: number) => Rows, now: Instant, footprint: Footprint = everything): World {
  const own = <Row>(name: OfRun) =>
    runIds.flatMap((runId) =>
      (footprint.reads & cell(name, runId)) === 0 ? [] : (rowsOf(slotOf(name, runId)) as [string, Row][]),
    );
  const byKey = <Row>(name: OfRun, runOf = (key: string) => key, rows = own<Row>(name)) =>
    new Watched<Row>(rows, (key) => (key === undefined ? cellOfAll(name) : cell(name, runOf(key))), footprint);
  const byRun = <Row>(name: OfRun) =>
    byKey<Map<string, Row>>(
      name,
      undefined,
      runIds.flatMap((runId) => {
        const rows = (footprint.reads & cell(name, runId)) === 0 ? [] : rowsOf(slotOf(name, runId));
        return rows.length === 0 ? [] : [[runId, new Map(rows as [string, Row][])] as [string, Map<string, Row>]];
      }),
    );
  const records = own<MemoryTables['records'] extends Map<string, infer Row> ? Row : never>('record');
  if ((footprint.reads & order) !== 0) {
    const proposed = rowsOf(orderSlot).map(([runId]) => runId);
    records.sort(([a], [b]) => proposed.indexOf(a) - proposed.indexOf(b));
  }
  const tables: MemoryTables = {
    ...emptyTables(),
    records: byKey('record', undefined, records),
    entries: byRun('entries'),
    leftovers: byRun('leftovers'),
    journals: byRun('journal'),
    // The locks of runs that are not declared are not there: who looks for those of others declares them.
    locks: own<MemoryTables['locks'][number]>('locks').map(([, lock]) => lock),
    definitions: [...definitions],
  };
  const targets = fleet.filter(({ id }) => (footprint.reads & stopped(id)) !== 0);
  return {
    now,
    tables,
    faults: byKey('faults', runOfToken),
    stopped: new Watched(
      targets.flatMap(({ id }) => rowsOf(stoppedSlot(id)) as [string, string][]),
      (key) => (key === undefined ? fleet.reduce((bits, { id }) => bits | stopped(id), 0) : stopped(key)),
      footprint,
    ),
    deadlines: byKey('deadline'),
    executions: new Watched(
      [...own<Execution>('experiment'), ...own<Execution>('recoveries')],
      (key) => (key === undefined ? cellOfAll('experiment') | cellOfAll('recoveries') : execution(key)),
      footprint,
    ),
    aborted: byKey('aborted'),
  };
}

const runOfToken = (token: string): string => token.slice(0, token.indexOf('/'));

/** What lies in a cell now. */
export function rowsIn(world: World, slot: number): Rows {
  const { tables } = world;
  const runId = runIds.find((each) => slot >= slotOf('record', each) && slot <= slotOf('aborted', each));
  if (runId === undefined) {
    if (slot === orderSlot) return raw(tables.records).map(([key]) => [key, true]);
    const target = fleet.find(({ id }) => stoppedSlot(id) === slot)!.id;
    return raw(world.stopped).filter(([key]) => key === target);
  }
  const mine = (rows: Rows, runOf = (key: string) => key) => rows.filter(([key]) => runOf(key) === runId);
  const inner = (rows: Rows): Rows => mine(rows).flatMap(([, of]) => [...(of as Map<string, unknown>)]);
  switch (slot) {
    case slotOf('record', runId):
      return mine(raw(tables.records));
    case slotOf('entries', runId):
      return inner(raw(tables.entries));
    case slotOf('leftovers', runId):
      return inner(raw(tables.leftovers));
    case slotOf('journal', runId):
      return inner(raw(tables.journals));
    case slotOf('deadline', runId):
      return mine(raw(world.deadlines));
    case slotOf('experiment', runId):
    case slotOf('recoveries', runId):
      return raw(world.executions).filter(([name]) => executionSlot(name) === slot);
    case slotOf('faults', runId):
      return mine(raw(world.faults), runOfToken);
    case slotOf('locks', runId):
      return tables.locks.flatMap((lock) => (lock.runId === runId ? [[lock.key, lock] as const] : []));
    default:
      return mine(raw(world.aborted));
  }
}

const raw = (rows: ReadonlyMap<string, unknown>): Rows => (rows as Watched<unknown>).rows();

/** @throws UndeclaredTouch for what was written outside of any cell */
export function refuseStrays({ tables }: World): void {
  const { promotions, switches, switchChanges } = tables;
  if (promotions.size + switches.size + switchChanges.length > 0)
    throw new UndeclaredTouch('writes what lies in no cell');
}

export const allSlots: readonly number[] = Array.from({ length: cellCount }, (_, slot) => slot);

/** Whether a fault still holds its targets. */
export const holds = ({ state, endsAt }: StandingFault, now: Instant): boolean =>
  state === 'running' && (endsAt === undefined || now < endsAt);

/** Targets that are not as they were, with the run behind it. */
export function affected({
  faults,
  stopped: down,
  now,
}: World): readonly { readonly target: string; readonly runId: string }[] {
  const held = [...faults.values()].filter((fault) => holds(fault, now));
  return [
    ...held.flatMap(({ targets, runId }) => targets.map((target) => ({ target, runId }))),
    ...[...down].map(([target, token]) => ({ target, runId: faults.get(token)?.runId ?? token })),
  ];
}
