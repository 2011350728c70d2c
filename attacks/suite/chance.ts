/**
 * Chance by name: what is drawn for one occasion does not shift what is drawn for another,
 * so that a run from which an attack was taken away is otherwise the same.
 */
export interface Chance {
  /** In [0, 1), always the same for the name. */
  of(name: string): number;
  /** A whole number in [0, n). */
  below(n: number, name: string): number;
  pick<T>(list: readonly T[], name: string): T;
}

/** FNV-1a over the name, with the finalizer of MurmurHash3, since FNV leaves its last letters in the low bits alone. */
export function chanceOf(seed: number): Chance {
  const start = mixed((0x811c9dc5 ^ seed) >>> 0);
  const of = (name: string): number => {
    let hash = start;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    return mixed(hash >>> 0) / 0x1_0000_0000;
  };
  const below = (n: number, name: string) => Math.floor(of(name) * n);
  return { of, below, pick: (list, name) => list[below(list.length, name)]! };
}

function mixed(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
