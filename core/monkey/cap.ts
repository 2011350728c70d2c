/** The daily cap: who is dropped when chance draws more. */
import type { Draws } from './draws.ts';

interface Drawn {
  readonly group: { readonly id: string };
  readonly odds: { readonly draws: Draws };
}

export interface Capped {
  /** How many of its place may be hit. */
  readonly among: number;
}

/**
 * Of each place those with the highest numbers of their own, whoever they are. None without a cap.
 * @param placeOf the account and Region that each is planned in: one that cannot be planned leaves the others their kills
 */
export function overCap<T extends Drawn>(
  most: number | undefined,
  drawn: readonly T[],
  placeOf: (each: T) => string,
): ReadonlyMap<T, Capped> {
  if (most === undefined) return new Map();
  const over = [...Map.groupBy(drawn, placeOf).values()].flatMap((own) =>
    [...own]
      .sort((a, b) => a.odds.draws.cap - b.odds.draws.cap || (a.group.id < b.group.id ? -1 : 1))
      .slice(most)
      .map((each) => [each, { among: own.length }] as const),
  );
  return new Map(over);
}
