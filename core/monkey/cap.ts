/** The daily cap: who is dropped when chance draws more. */
import type { Draws } from './draws.ts';

interface Drawn {
  readonly group: { readonly id: string };
  readonly odds: { readonly draws: Draws };
}

/** Those with the highest numbers of their own, whoever they are. None without a cap. */
export function overCap<T extends Drawn>(most: number | undefined, drawn: readonly T[]): ReadonlySet<T> {
  if (most === undefined || drawn.length <= most) return new Set();
  const inOrder = [...drawn].sort((a, b) => a.odds.draws.cap - b.odds.draws.cap || (a.group.id < b.group.id ? -1 : 1));
  return new Set(inOrder.slice(most));
}
