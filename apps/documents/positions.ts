/** Where a field stands in the text: line and column, both from 1. */

import type { Document } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, type LineCounter, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Path } from '../../core/validation/problem.ts';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * @param at the key of the entry, or its value. What is not in the text has the position
 * of the nearest parent that is: of its key, or of itself in a list.
 */
export function positionOf(document: Document, path: Path, at: 'key' | 'value', lines: LineCounter): Position {
  let node: unknown = document.contents;
  let parent = startOf(node);
  for (const [i, key] of path.entries()) {
    const inner = resolved(node, document);
    const last = i === path.length - 1;
    const pair = isMap(inner) ? pairOf(inner, key) : undefined;
    const item: unknown = isSeq(inner) ? itemOf(inner, key) : pair?.value;
    if (!pair && item === undefined) return positionAt(parent, lines);
    const keyStart = startOf(pair?.key);
    // `key:` with nothing behind it has a value that stands nowhere.
    const valueStart = startOf(item);
    if (last) return positionAt((at === 'key' ? keyStart : valueStart) ?? keyStart ?? valueStart ?? parent, lines);
    parent = keyStart ?? valueStart ?? parent;
    node = item;
  }
  return positionAt(parent, lines);
}

/** An alias stands for what its anchor names. */
export const resolved = (node: unknown, document: Document): unknown => (isAlias(node) ? node.resolve(document) : node);

const pairOf = (map: YAMLMap, key: string | number): Pair | undefined =>
  map.items.find((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key) === String(key));

const itemOf = (list: YAMLSeq, key: string | number): unknown => list.items[Number(key)];

function startOf(node: unknown): number | undefined {
  const range = (node as { range?: readonly [number, number, number] | null } | undefined)?.range;
  return range?.[0];
}

export function positionAt(offset: number | undefined, lines: LineCounter): Position {
  const { line, col } = lines.linePos(offset ?? 0);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
