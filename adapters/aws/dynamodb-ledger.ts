/** The write-ahead ledger in DynamoDB. The fence is a condition on the run, in the transaction that writes the intent. */
import type { LedgerEntry } from '../../core/history/ledger.ts';
import type { Instant } from '../../core/ports/clock.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import { isPiece, pack, unpack } from './dynamodb-documents.ts';
import { partitionOf, type RunItem, runKey } from './dynamodb-run-items.ts';
import type { Table } from './dynamodb-table.ts';
import { type Item, isNew, type Key, key, put, stands, update } from './dynamodb-writes.ts';

interface Confirmations {
  readonly sequence: number;
  readonly externalId?: string;
  readonly confirmedAt?: Instant;
  readonly undoneAt?: Instant;
}

/** Begins all of a run's ledger, and nothing else. */
const prefix = 'ledger#';
const entryKey = (runId: string, entryId: string): Key => key(partitionOf(runId), `${prefix}${entryId}`);

async function entryOf(item: Item & Confirmations, among: readonly Item[]): Promise<LedgerEntry> {
  const entry = (await unpack(item, 'entry', among)) as LedgerEntry;
  const { externalId, confirmedAt, undoneAt } = item;
  return {
    ...entry,
    ...(externalId !== undefined && { fault: { ...entry.fault, externalId } }),
    state: undoneAt !== undefined ? 'undone' : confirmedAt !== undefined ? 'confirmed' : 'intended',
    ...(confirmedAt !== undefined && { confirmedAt }),
    ...(undoneAt !== undefined && {
      undoneAt,
      proof: (await unpack(item, 'proof', among)) as NonNullable<LedgerEntry['proof']>,
    }),
  };
}

export function dynamodbLedger(table: Table): Ledger {
  const look = (runId: string) => table.get(runKey(runId)) as Promise<RunItem | undefined>;
  const isOpen = (run: RunItem | undefined, epoch: number): run is RunItem =>
    run?.phase === 'injecting' && run.epoch === epoch;

  /** The run counts its intents, which gives them their order. Undefined: overtaken. */
  async function tryToIntend(entry: LedgerEntry, epoch: number): Promise<boolean | undefined> {
    const run = await look(entry.runId);
    if (!isOpen(run, epoch)) return false;
    const at = entryKey(entry.runId, entry.id);
    const { stored, rest } = await pack(at, 'entry', entry);
    const intended = await table.write([
      update(
        runKey(entry.runId),
        'SET #intents = :next',
        { next: run.intents + 1, seen: run.intents, injecting: 'injecting', epoch },
        '#phase = :injecting AND #epoch = :epoch AND #intents = :seen',
      ),
      put({ ...at, sequence: run.intents, entry: stored }, isNew),
      ...rest.map((piece) => put(piece)),
    ]);
    if (intended.written) return true;
    // It stands already: the answer is the fence's, as it is now.
    return intended.failed.includes(1) ? isOpen(await look(entry.runId), epoch) : undefined;
  }

  return {
    intend: (entry, epoch) => table.decided(() => tryToIntend(entry, epoch)),

    async confirm(runId, entryId, externalId, at) {
      await table.write([
        update(
          entryKey(runId, entryId),
          'SET #externalId = :externalId, #confirmedAt = :at',
          { externalId, at },
          `${stands} AND attribute_not_exists(#confirmedAt)`,
        ),
      ]);
    },

    async undone(runId, entryId, proof, at) {
      const entry = entryKey(runId, entryId);
      const { stored, rest } = await pack(entry, 'proof', proof);
      await table.write([
        update(
          entry,
          'SET #proof = :proof, #undoneAt = :at',
          { proof: stored, at },
          `${stands} AND attribute_not_exists(#undoneAt)`,
        ),
        ...rest.map((piece) => put(piece)),
      ]);
    },

    async list(runId) {
      const items = await table.query(partitionOf(runId), prefix);
      const entries = items.filter((item) => !isPiece(item)) as (Item & Confirmations)[];
      return Promise.all(entries.sort((a, b) => a.sequence - b.sequence).map((item) => entryOf(item, items)));
    },
  };
}
