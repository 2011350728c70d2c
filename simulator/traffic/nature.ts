/** What requests are, as far as a fault can tell them apart. */
import type { Among } from '../fleet.ts';

/** Uniform in [0, 1): the same for the same 32 bits and salt, and for another salt as good as independent. */
export function place(bits: number, salt: number): number {
  let h = (bits ^ Math.imul(salt + 1, 0x9e3779b1)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) * 2 ** -32;
}

/** Whether a request of this nature is one of those. */
export const isAmong = (nature: number, among: readonly Among[]): boolean =>
  among.every(({ salt, spans }) => {
    const at = place(nature, salt);
    return spans.some(({ from, to }) => from <= at && at < to);
  });
