/** The journal in DynamoDB: one item a line under its own key, and one that counts them, which gives them their order. */
import type { JournalEntry } from '../../core/history/journal.ts';
import { historyTable } from '../../core/history/table.ts';
import type { Journal } from '../../core/ports/journal.ts';
import { redactTexts } from '../../core/secrets/redact.ts';
import { isPiece, type Packed, pack, pieceSize, unpack } from './dynamodb-documents.ts';
import { journalKey } from './dynamodb-expiry.ts';
import { partitionOf } from './dynamodb-run-items.ts';
import type { Table } from './dynamodb-table.ts';
import { type Item, isNew, type Key, key, put, update } from './dynamodb-writes.ts';

interface Head {
  readonly next?: number;
  readonly expiresAt?: number;
}

interface Line extends Packed {
  readonly at: Key;
}

/** Begins all lines, and nothing else of a run. */
const prefix = 'line#';
const { timeToLive } = historyTable;
/** Of one transaction, which takes a hundred items and 4 MB, the count among them. */
const mostItems = 90;
const mostBytes = 3_500_000;

const lineKey = ({ runId, step, wave, visit, n }: JournalEntry): Key =>
  key(partitionOf(runId), `${prefix}${step}#${wave}#${visit}#${n}`);

const bytesOf = ({ stored, rest }: Line): number =>
  (typeof stored === 'string' ? 4 * stored.length : stored.gzip.length) + rest.length * pieceSize;

/** In order, each small enough for one transaction. */
function batchesOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const batches: Line[][] = [];
  let [items, bytes] = [mostItems, 0];
  for (const line of lines) {
    items += 1 + line.rest.length;
    bytes += bytesOf(line);
    if (items > mostItems || bytes > mostBytes) {
      batches.push([]);
      [items, bytes] = [1 + line.rest.length, bytesOf(line)];
    }
    batches.at(-1)?.push(line);
  }
  return batches;
}

export function dynamodbJournal(table: Table): Journal {
  /**
   * Those whose keys are free, in the order given, after all that stand. Held to the count
   * that was read, so that lines of two writers never mix. Answers those still to be
   * written: undefined when the count was overtaken.
   */
  async function tryToAppend(runId: string, lines: readonly Line[]): Promise<readonly Line[] | undefined> {
    const head = ((await table.get(journalKey(runId))) ?? {}) as Head;
    const seen = head.next ?? 0;
    const expiry = head.expiresAt === undefined ? {} : { [timeToLive]: head.expiresAt };
    const appended = await table.write([
      update(
        journalKey(runId),
        'SET #next = :next',
        { next: seen + lines.length, ...(head.next !== undefined && { seen }) },
        head.next === undefined ? 'attribute_not_exists(#next)' : '#next = :seen',
      ),
      ...lines.map(({ at, stored }, i) => put({ ...at, ...expiry, sequence: seen + i, line: stored }, isNew)),
      ...lines.flatMap(({ rest }) => rest.map((piece) => put({ ...piece, ...expiry }))),
    ]);
    if (appended.written) return [];
    const standing = new Set(appended.failed.map((position) => position - 1));
    return standing.has(-1) ? undefined : lines.filter((_, i) => !standing.has(i));
  }

  async function append(runId: string, entries: readonly JournalEntry[]): Promise<void> {
    const lines = await Promise.all(
      entries.map(async (entry) => ({
        at: lineKey(entry),
        ...(await pack(lineKey(entry), 'line', redactTexts(entry))),
      })),
    );
    for (const batch of batchesOf(lines)) {
      let left = batch;
      while (left.length > 0) {
        const trying = left;
        left = await table.decided(() => tryToAppend(runId, trying));
      }
    }
  }

  return {
    async append(entries) {
      for (const [runId, own] of Map.groupBy(entries, (entry) => entry.runId)) {
        const first = new Map<string, JournalEntry>();
        for (const entry of own) {
          const { sk } = lineKey(entry);
          if (!first.has(sk)) first.set(sk, entry);
        }
        await append(runId, [...first.values()]);
      }
    },

    async read(runId) {
      const items = await table.query(partitionOf(runId), prefix);
      const lines = items.filter((item) => !isPiece(item)) as (Item & { readonly sequence: number })[];
      return Promise.all(
        lines
          .sort((a, b) => a.sequence - b.sequence)
          .map(async (item) => (await unpack(item, 'line', items)) as JournalEntry),
      );
    },
  };
}
