/**
 * Values of any size in items of at most 400 KB. Small ones stay JSON that a person can
 * read in the console; larger ones are gzip'd, and what is still too large for one item
 * goes on in items of its own beside it.
 */
import { historyTable } from '../../core/history/table.ts';
import { type Item, type Key, key } from './dynamodb-writes.ts';

/** What the item itself holds: all of it as text, or the first of so many pieces. */
export type Stored = string | { readonly gzip: Uint8Array; readonly pieces: number };

export interface Packed {
  readonly stored: Stored;
  /** Second piece and on, to be written in the same transaction. */
  readonly rest: readonly Item[];
}

/** It would not fit into one transaction, which takes 4 MB. */
export class DocumentTooLarge extends Error {
  override readonly name = 'DocumentTooLarge';
}

const textUpTo = 8 * 1024;
/** Two documents (an intent, its proof) and their attributes fit into one item. */
export const pieceSize = 180 * 1024;
const mostPieces = 19;

const { partitionKey, sortKey } = historyTable;
const through = async (bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());

const pieceKey = (at: Key, field: string, n: number): Key =>
  key(at[partitionKey], `${at[sortKey]}#${field}#${String(n).padStart(3, '0')}`);

/**
 * @param at the item that will hold `stored` under the attribute `field`
 * @throws DocumentTooLarge beyond 3.4 MB of gzip
 */
export async function pack(at: Key, field: string, value: unknown): Promise<Packed> {
  const text = JSON.stringify(value);
  if (text.length <= textUpTo) return { stored: text, rest: [] };
  const gzip = await through(new TextEncoder().encode(text), new CompressionStream('gzip'));
  const pieces = Math.ceil(gzip.length / pieceSize);
  if (pieces > mostPieces)
    throw new DocumentTooLarge(
      `${at[partitionKey]} ${field}: ${gzip.length} bytes of gzip do not fit into the history`,
    );
  const piece = (n: number) => gzip.subarray(n * pieceSize, (n + 1) * pieceSize);
  const rest = Array.from({ length: pieces - 1 }, (_, i) => ({ ...pieceKey(at, field, i + 1), piece: piece(i + 1) }));
  return { stored: { gzip: piece(0), pieces }, rest };
}

/** A further piece of a document, found among items of its prefix. */
export const isPiece = (item: Item): boolean => item.piece !== undefined;

/** All of it is within the item itself. */
export const isWhole = (stored: Stored): boolean => typeof stored === 'string' || stored.pieces === 1;

/**
 * @param among items read with `item`: the further pieces are looked for there
 * @returns undefined when a piece is missing
 */
export async function unpack(item: Item, field: string, among: readonly Item[] = []): Promise<unknown> {
  const stored = item[field] as Stored;
  if (typeof stored === 'string') return JSON.parse(stored);
  const bySortKey =
    stored.pieces > 1 ? new Map(among.map((other) => [other[sortKey], other])) : new Map<string, Item>();
  const bytes: Uint8Array[] = [stored.gzip];
  for (let n = 1; n < stored.pieces; n++) {
    const piece = bySortKey.get(pieceKey(item, field, n)[sortKey])?.piece;
    if (!(piece instanceof Uint8Array)) return undefined;
    bytes.push(piece);
  }
  const gzip = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of bytes) {
    gzip.set(piece, offset);
    offset += piece.length;
  }
  return JSON.parse(new TextDecoder().decode(await through(gzip, new DecompressionStream('gzip'))));
}
