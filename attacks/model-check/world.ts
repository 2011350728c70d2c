/** The world as the ports change it and the invariants read it, brought forth from its cells and taken apart again. */
import { emptyTables, type MemoryTables } from '../../adapters/simulated/memory-tables.ts';
import type { Instant } from '../../core/ports/clock.ts';
import type { ExecutionState, Machine } from '../../core/ports/executions.ts';
import { everything, type Footprint, type Layout, type OfRun } from './cells.ts';
import type { Subject } from './subjects/subject.ts';
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
  /** It moved users, who come home last. */
  readonly moves?: true;
  /** A change that we made ourselves: in force for as long as it is seen to be. */
  readonly own?: true;
  /** When somebody else ended it. */
  readonly brokenAt?: Instant;
}

/** What the alarm says. Without one it was OK all along. */
export interface Alarm {
  readonly state: 'OK' | 'ALARM';
  readonly since: Instant;
  /** It was in ALARM at some time. */
  readonly rang: true;
}

export interface Execution {
  readonly machine: Machine;
  readonly name: string;
  readonly state: ExecutionState;
}

/** Rows are replaced and never changed. */
export interface World {
  readonly subject: Subject;
  readonly now: Instant;
  readonly tables: MemoryTables;
  /** By token. */
  readonly faults: Map<string, StandingFault>;
  /** Target to the token of the fault that changed it, and left it changed. */
  readonly changed: Map<string, string>;
  /** By run: when its reaper fires. */
  readonly deadlines: Map<string, Instant>;
  /** By name. */
  readonly executions: Map<string, Execution>;
  /** By run: its abort was carried out to its end. */
  readonly aborted: Map<string, true>;
  /** By name. */
  readonly alarms: Map<string, Alarm>;
}

/** What lies in one cell, in the order in which it came there. */
export type Rows = readonly (readonly [key: string, row: unknown])[];

/** @param rowsOf what lies in a cell: asked for those only that are read */
export function worldOf(
  layout: Layout,
  rowsOf: (slot: number) => Rows,
  now: Instant,
  footprint: Footprint = everything,
): World {
  const { subject, runIds } = layout;
  const own = <Row>(name: OfRun) =>
    runIds.flatMap((runId) =>
      (footprint.reads & layout.cell(name, runId)) === 0 ? [] : (rowsOf(layout.slotOf(name, runId)) as [string, Row][]),
    );
  const byKey = <Row>(name: OfRun, runOf = (key: string) => key, rows = own<Row>(name)) =>
    new Watched<Row>(
      rows,
      (key) => (key === undefined ? layout.cellOfAll(name) : layout.cell(name, runOf(key))),
      footprint,
    );
  const byRun = <Row>(name: OfRun) =>
    byKey<Map<string, Row>>(
      name,
      undefined,
      runIds.flatMap((runId) => {
        const rows = (footprint.reads & layout.cell(name, runId)) === 0 ? [] : rowsOf(layout.slotOf(name, runId));
        return rows.length === 0 ? [] : [[runId, new Map(rows as [string, Row][])] as [string, Map<string, Row>]];
      }),
    );
  const records = own<MemoryTables['records'] extends Map<string, infer Row> ? Row : never>('record');
  if ((footprint.reads & layout.order) !== 0) {
    const proposed = rowsOf(layout.orderSlot).map(([runId]) => runId);
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
    definitions: [...subject.definitions],
  };
  const targets = subject.fleet.filter(({ id }) => (footprint.reads & layout.changed([id])) !== 0);
  return {
    subject,
    now,
    tables,
    faults: byKey('faults', runOfToken),
    changed: new Watched(
      targets.flatMap(({ id }) => rowsOf(layout.changedSlot(id)) as [string, string][]),
      (key) => (key === undefined ? layout.everyTarget : layout.changed([key])),
      footprint,
    ),
    deadlines: byKey('deadline'),
    executions: new Watched(
      [...own<Execution>('experiment'), ...own<Execution>('recoveries')],
      (key) =>
        key === undefined ? layout.cellOfAll('experiment') | layout.cellOfAll('recoveries') : layout.execution(key),
      footprint,
    ),
    aborted: byKey('aborted'),
    alarms: new Watched(
      (footprint.reads & layout.alarm) === 0 ? [] : (rowsOf(layout.alarmSlot) as [string, Alarm][]),
      () => layout.alarm,
      footprint,
    ),
  };
}

const runOfToken = (token: string): string => token.slice(0, token.indexOf('/'));

/** What lies in a cell now. */
export function rowsIn(layout: Layout, world: World, slot: number): Rows {
  const { tables } = world;
  const { subject, runIds } = layout;
  const runId = runIds.find((each) => slot >= layout.slotOf('record', each) && slot <= layout.slotOf('aborted', each));
  if (runId === undefined) {
    if (slot === layout.orderSlot) return raw(tables.records).map(([key]) => [key, true]);
    if (slot === layout.alarmSlot) return raw(world.alarms);
    const target = subject.fleet.find(({ id }) => layout.changedSlot(id) === slot)!.id;
    return raw(world.changed).filter(([key]) => key === target);
  }
  const mine = (rows: Rows, runOf = (key: string) => key) => rows.filter(([key]) => runOf(key) === runId);
  const inner = (rows: Rows): Rows => mine(rows).flatMap(([, of]) => [...(of as Map<string, unknown>)]);
  switch (slot) {
    case layout.slotOf('record', runId):
      return mine(raw(tables.records));
    case layout.slotOf('entries', runId):
      return inner(raw(tables.entries));
    case layout.slotOf('leftovers', runId):
      return inner(raw(tables.leftovers));
    case layout.slotOf('journal', runId):
      return inner(raw(tables.journals));
    case layout.slotOf('deadline', runId):
      return mine(raw(world.deadlines));
    case layout.slotOf('experiment', runId):
    case layout.slotOf('recoveries', runId):
      return raw(world.executions).filter(([name]) => layout.executionSlot(name) === slot);
    case layout.slotOf('faults', runId):
      return mine(raw(world.faults), runOfToken);
    case layout.slotOf('locks', runId):
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

/** Whether a fault still holds its targets. */
export const holds = ({ state, endsAt }: StandingFault, now: Instant): boolean =>
  state === 'running' && (endsAt === undefined || now < endsAt);

/** Targets that are not as they were, with the run behind it. */
export function affected({
  faults,
  changed,
  now,
}: World): readonly { readonly target: string; readonly runId: string }[] {
  const held = [...faults.values()].filter((fault) => holds(fault, now));
  return [
    ...held.flatMap(({ targets, runId }) => targets.map((target) => ({ target, runId }))),
    ...[...changed].map(([target, token]) => ({ target, runId: faults.get(token)?.runId ?? token })),
  ];
}
