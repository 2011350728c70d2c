/**
 * A run's history goes when its experiment says so (`report.retain`), or else the
 * deployment (`history.retain`), counted from its end.
 * No item carries an expiry before there is a terminal record: what an unfinished run
 * changed must never be forgotten; nor while a leftover of it is open. The run's own item is marked last, so that an
 * interrupted marking keeps too much rather than too little.
 */
import type { TerminalRecord } from '../../core/history/run-record.ts';
import { historyTable } from '../../core/history/table.ts';
import type { Instant, Millis } from '../../core/ports/clock.ts';
import { partitionOf, type RunItem, runKey } from './dynamodb-run-items.ts';
import type { Table } from './dynamodb-table.ts';
import { type Key, key, stands, update } from './dynamodb-writes.ts';

const { partitionKey, sortKey, timeToLive } = historyTable;
const atOnce = 16;

/** The item that counts a run's journal, and says when entries that are still to come will expire. */
export const journalKey = (runId: string): Key => key(partitionOf(runId), 'journal');

/** Seconds since 1970. Undefined: kept for good. */
export const expiryOf = ({ at }: TerminalRecord, retain: Millis | undefined): number | undefined =>
  retain === undefined ? undefined : Math.ceil((at + retain) / 1000);

export async function expire(table: Table, runId: string, expiry: number): Promise<void> {
  const mark = (at: Key, when?: string) => table.write([update(at, `SET #${timeToLive} = :expiry`, { expiry }, when)]);
  // First, and made if need be: whoever appends from now on passes it on.
  await mark(journalKey(runId));
  const items = await table.query(partitionOf(runId));
  const left = items
    .filter((item) => item[timeToLive] === undefined && item[sortKey] !== runKey(runId)[sortKey])
    .map((item) => key(item[partitionKey], item[sortKey]));
  for (let from = 0; from < left.length; from += atOnce)
    await Promise.all(left.slice(from, from + atOnce).map((at) => mark(at, stands)));
  await mark(runKey(runId), stands);
}

/** Of a run whose last leftover was resolved at that instant: its history goes as others do, counted from then. @param marker names what it left */
export async function expireResolved(
  table: Table,
  runId: string,
  at: Instant,
  marker: Key,
  retain: Millis | undefined,
): Promise<void> {
  const run = (await table.get(runKey(runId))) as RunItem | undefined;
  if (!run?.terminal) return;
  const expiry = expiryOf({ ...run.terminal, at: Math.max(run.terminal.at, at) }, run.retain ?? retain);
  if (expiry === undefined) return;
  await expire(table, runId, expiry);
  await table.write([update(marker, `SET #${timeToLive} = :expiry`, { expiry }, stands)]);
}
