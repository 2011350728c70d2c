/**
 * Leftovers in DynamoDB. What a run left is one document among its other items, put before
 * the run is concluded under a key that its content makes, where it is nobody's until the
 * transaction that concludes the run names it: in one item, so that it takes one place of
 * the hundred, whatever its size. Those items stand in one partition, which is looked
 * through with strong consistency, since whoever asks may be about to inject.
 */
import {
  type Acknowledgement,
  isOpen,
  type Leftover,
  type Restoration,
  resolvedAt,
} from '../../core/history/leftover.ts';
import { hashOf } from '../../core/plan/hash.ts';
import type { Instant, Millis } from '../../core/ports/clock.ts';
import type { Leftovers } from '../../core/ports/leftovers.ts';
import { pack, unpack } from './dynamodb-documents.ts';
import { expireResolved } from './dynamodb-expiry.ts';
import { partitionOf } from './dynamodb-run-items.ts';
import type { Table } from './dynamodb-table.ts';
import { type Item, type Key, key, put, update, type Write } from './dynamodb-writes.ts';

/** How an entry was resolved. */
type Resolution = Pick<Leftover, 'acknowledged' | 'restored'>;

interface Marker {
  /** Sort key of the document. */
  readonly document: string;
  readonly since: Instant;
  /** Of every entry, by its id: empty while it is open. */
  readonly entries: Readonly<Record<string, Resolution>>;
}

const partition = 'leftovers';
const field = 'leftovers';
const markerKey = (runId: string): Key => key(partition, runId);

/** The document, written. Answers what names it, for the transaction that concludes the run; nothing for nothing. */
export async function putLeftovers(
  table: Table,
  runId: string,
  leftovers: readonly Leftover[],
): Promise<readonly Write[]> {
  const [first] = leftovers;
  if (!first) return [];
  const document = `left#${hashOf(leftovers).slice(0, 16)}`;
  const at = key(partitionOf(runId), document);
  const { stored, rest } = await pack(at, field, leftovers);
  await table.write([put({ ...at, [field]: stored }), ...rest.map((piece) => put(piece))]);
  const entries = Object.fromEntries(leftovers.map(({ entryId }) => [entryId, {}]));
  return [put({ ...markerKey(runId), document, since: first.since, entries } satisfies Key & Marker)];
}

/** @param retain for runs whose experiment does not say how long; for good when missing */
export function dynamodbLeftovers(table: Table, retain?: Millis): Leftovers {
  async function read(runId: string, { document, entries }: Marker): Promise<readonly Leftover[]> {
    const items = await table.query(partitionOf(runId), document);
    const item = items.find(({ sk }) => sk === document);
    const left =
      item === undefined ? undefined : ((await unpack(item, field, items)) as readonly Leftover[] | undefined);
    // Expired, piece by piece.
    return (left ?? []).map((leftover) => ({ ...leftover, ...entries[leftover.entryId] }));
  }
  const markerOf = async (runId: string) => (await table.get(markerKey(runId))) as (Item & Marker) | undefined;

  /** Held to the resolutions that were read. Undefined: overtaken. */
  async function tryToResolve(
    runId: string,
    changed: (entries: Marker['entries']) => Marker['entries'] | undefined,
  ): Promise<boolean | undefined> {
    const marker = await markerOf(runId);
    const entries = marker && changed(marker.entries);
    if (!entries) return false;
    const { written } = await table.write([
      update(markerKey(runId), 'SET #entries = :entries', { entries, seen: marker.entries }, '#entries = :seen'),
    ]);
    if (!written) return undefined;
    const instants = Object.values(entries).map((resolution) => resolvedAt(resolution));
    if (instants.every((at) => at !== undefined))
      await expireResolved(table, runId, Math.max(...instants), markerKey(runId), retain);
    return true;
  }

  return {
    async open(resolvedSince = Number.POSITIVE_INFINITY) {
      const wanted = (resolution: Resolution) => (resolvedAt(resolution) ?? Number.POSITIVE_INFINITY) >= resolvedSince;
      const markers = (await table.query(partition)) as unknown as readonly (Item & Marker)[];
      const asked = markers.filter(({ entries }) => Object.values(entries).some(wanted));
      const found = await Promise.all(
        asked.sort((a, b) => a.since - b.since).map((marker) => read(String(marker.sk), marker)),
      );
      return found.flat().filter(wanted);
    },

    async of(runId) {
      const marker = await markerOf(runId);
      return marker ? read(runId, marker) : [];
    },

    async acknowledge(runId, acknowledged: Acknowledgement) {
      await table.decided(() =>
        tryToResolve(runId, (entries) =>
          Object.values(entries).some(unresolved)
            ? Object.fromEntries(
                Object.entries(entries).map(([id, entry]) => [id, unresolved(entry) ? { acknowledged } : entry]),
              )
            : undefined,
        ),
      );
      const marker = await markerOf(runId);
      return marker ? read(runId, marker) : [];
    },

    restored: (runId, entryId, restored: Restoration) =>
      table.decided(() =>
        tryToResolve(runId, (entries) => {
          const entry = entries[entryId];
          return entry && unresolved(entry) ? { ...entries, [entryId]: { restored } } : undefined;
        }),
      ),
  };
}

const unresolved = (resolution: Resolution): boolean => isOpen(resolution);
