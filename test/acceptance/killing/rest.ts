/** What must be true of a directory once it was reaped. Each problem is a sentence; none is what is wanted. */
import { DatabaseSync } from 'node:sqlite';
import { cloudOf } from '../../../apps/local/account.ts';
import { isOwned, openPlatform, platformFile } from '../../../apps/local/directory.ts';
import type { JournalEntry } from '../../../core/history/journal.ts';
import type { TerminalRecord } from '../../../core/history/run-record.ts';
import { isActive } from '../../../core/ports/faults.ts';
import type { CloudResource, SimulatedCloud } from '../../../simulator/cloud.ts';

type Row = Record<string, string | number | null>;

/** @param before what stood in the world before anything was done to it */
export function unrest(directory: string, before: readonly CloudResource[]): readonly string[] {
  return [...tornIn(platformFile(directory)), ...unfinishedIn(platformFile(directory)), ...leftIn(directory, before)];
}

/** Columns that hold JSON, by table. */
const json: Readonly<Record<string, readonly string[]>> = {
  runs: ['cause', 'approvals', 'terminal', 'record'],
  ledger: ['entry', 'proof'],
  journal: ['entry'],
  definitions: ['experiment'],
  timelines: ['world', 'cloud'],
  metric_periods: ['samples'],
  executions: ['input'],
};

function* tornIn(file: string): Iterable<string> {
  const database = new DatabaseSync(file);
  try {
    for (const row of database.prepare('PRAGMA integrity_check').all())
      if (row.integrity_check !== 'ok') yield `integrity: ${row.integrity_check}`;
    for (const [table, columns] of Object.entries(json))
      for (const row of database.prepare(`SELECT rowid, * FROM ${table}`.replace('rowid, ', '')).all() as Row[])
        for (const column of columns)
          if (row[column] !== null && !parses(String(row[column])))
            yield `${table}.${column} is no JSON: ${row[column]}`;
    yield* crooked(database.prepare('SELECT * FROM journal ORDER BY sequence').all() as Row[]);
  } finally {
    database.close();
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** An entry says of itself what its key says, none of a call is missing, and time goes forward. */
function* crooked(rows: readonly Row[]): Iterable<string> {
  const calls = new Map<string, number[]>();
  const latest = new Map<string, number>();
  for (const row of rows) {
    const entry = JSON.parse(String(row.entry)) as JournalEntry;
    const call = `${row.run_id} ${row.step} ${row.wave}/${row.visit}`;
    if (entry.runId !== row.run_id || entry.step !== row.step || entry.n !== row.n) yield `${call}: not its own entry`;
    if (entry.at < (latest.get(entry.runId) ?? 0)) yield `${call}: earlier than the entry before it`;
    latest.set(entry.runId, entry.at);
    calls.set(call, [...(calls.get(call) ?? []), entry.n]);
  }
  for (const [call, ns] of calls)
    if (ns.sort((a, b) => a - b).some((n, i) => n !== i)) yield `${call}: entries ${ns.join(', ')}`;
}

function* unfinishedIn(file: string): Iterable<string> {
  const database = new DatabaseSync(file);
  const all = (sql: string) => database.prepare(sql).all() as Row[];
  try {
    for (const { run_id, phase, terminal } of all('SELECT run_id, phase, terminal FROM runs')) {
      if (terminal === null) yield `${run_id} has no terminal record`;
      if (phase !== 'concluded') yield `${run_id} is ${phase}`;
      const told = all(`SELECT entry FROM journal WHERE run_id = '${run_id}'`)
        .map(({ entry }) => JSON.parse(String(entry)) as JournalEntry)
        .flatMap((entry) => (entry.type === 'concluded' ? [entry.terminal] : []));
      const { end, recovery } = JSON.parse(String(terminal)) as TerminalRecord;
      if (end !== 'refused' && told.length !== 1) yield `${run_id} was concluded ${told.length} times in its journal`;
      if (told.some((one) => JSON.stringify(one) !== terminal)) yield `${run_id}: its journal tells another end`;
      if (recovery === 'drifted' || recovery === 'unknown') yield `${run_id}: recovery ${recovery}`;
    }
    for (const { run_id, key } of all('SELECT run_id, key FROM locks')) yield `${run_id} still holds ${key}`;
    for (const { run_id, entry_id } of all('SELECT run_id, entry_id FROM ledger WHERE undone_at IS NULL'))
      yield `${run_id}: ${entry_id} was never undone`;
    for (const { run_id } of all('SELECT run_id FROM deadlines')) yield `${run_id} still has a deadline`;
  } finally {
    database.close();
  }
}

function* leftIn(directory: string, before: readonly CloudResource[]): Iterable<string> {
  const platform = openPlatform(directory)!;
  try {
    // The row of a dead owner may stand; its lock went with it.
    if (isOwned(platform)) yield 'somebody still owns the directory';
    for (const timeline of platform.store.timelines()) {
      const cloud = cloudOf(timeline, platform.store);
      for (const { id, status } of cloud.experiments())
        if (isActive(status)) yield `${timeline.id}: fault ${id} is ${status}`;
      for (const problem of changed(before, cloud)) yield `${timeline.id}: ${problem}`;
    }
  } finally {
    platform.close();
  }
}

/** A member that its group replaced is as good as the one before it. */
function* changed(before: readonly CloudResource[], cloud: SimulatedCloud): Iterable<string> {
  const after = new Map(cloud.resources().map((resource) => [resource.id, resource]));
  for (const { id, name, state, group, healthy } of before) {
    const now = after.get(id);
    if (now === undefined && group !== undefined) continue;
    if (JSON.stringify(now?.state) !== JSON.stringify(state) || now?.healthy !== healthy)
      yield `${name} is ${JSON.stringify(now?.state)}, healthy: ${now?.healthy}; it was ${JSON.stringify(state)}`;
  }
}
