/** What a history in memory holds, as plain data, so that a suite can keep a moment and come back to it. */
import type { JournalEntry } from '../../core/history/journal.ts';
import type { LedgerEntry } from '../../core/history/ledger.ts';
import type { Leftover } from '../../core/history/leftover.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import type { Switch, SwitchChange } from '../../core/ports/switches.ts';
import type { HeldLock } from './locks.ts';
import type { OutcomeRows } from './memory-promotions.ts';

/** Rows are replaced and never changed, so that copies may share them. */
export interface MemoryTables {
  /** In the order of proposing. */
  readonly records: Map<string, RunRecord>;
  /** By run and entry. */
  readonly entries: Map<string, Map<string, LedgerEntry>>;
  /** By run and entry. */
  readonly leftovers: Map<string, Map<string, Leftover>>;
  readonly promotions: OutcomeRows;
  /** By run and key. */
  readonly journals: Map<string, Map<string, JournalEntry>>;
  locks: readonly HeldLock[];
  readonly definitions: StoredDefinition[];
  readonly switches: Map<string, Switch>;
  /** Oldest first. */
  readonly switchChanges: SwitchChange[];
}

export const emptyTables = (): MemoryTables => ({
  records: new Map(),
  entries: new Map(),
  leftovers: new Map(),
  promotions: new Map(),
  journals: new Map(),
  locks: [],
  definitions: [],
  switches: new Map(),
  switchChanges: [],
});

/** Whatever happens to the one is not seen in the other. */
export const copyOfTables = ({
  records,
  entries,
  leftovers,
  promotions,
  journals,
  locks,
  definitions,
  switches,
  switchChanges,
}: MemoryTables): MemoryTables => ({
  records: new Map(records),
  entries: copied(entries),
  leftovers: copied(leftovers),
  promotions: new Map(promotions),
  journals: copied(journals),
  locks,
  definitions: [...definitions],
  switches: new Map(switches),
  switchChanges: [...switchChanges],
});

const copied = <Row>(byRun: ReadonlyMap<string, ReadonlyMap<string, Row>>): Map<string, Map<string, Row>> =>
  new Map([...byRun].map(([runId, rows]) => [runId, new Map(rows)]));
