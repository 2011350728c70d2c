/** What lost packets come to. Both ways of making traffic go by it. */
import type { Millis } from '../model.ts';

/** TCP's least retransmission timeout on Linux; it doubles with each loss in a row (RFC 6298). */
export const retransmissionTimeout = 200;
/** Losses in a row after which an exchange has failed. */
export const lossLimit = 4;

/** Packets lost in a row, from 0 to `lossLimit`. */
export function losses(share: number, random: { next(): number }): number {
  let lost = 0;
  while (lost < lossLimit && share > 0 && random.next() < share) lost++;
  return lost;
}

export const retransmissionDelay = (lost: number): Millis => retransmissionTimeout * (2 ** lost - 1);
