/**
 * Chance, as anybody can recompute it: the numbers of a group on a day are parts of one
 * SHA-256, so that no draw depends on another group, on the order, or on who else is there.
 */
import { sha256Hex } from '../plan/hash.ts';

/** All but `seed` are uniform in [0, 1), in steps of 2⁻⁵². */
export interface Draws {
  /** Whether there is a kill. */
  readonly chance: number;
  /** Which minute of the day's. */
  readonly minute: number;
  /** Its place when there are more than the daily cap allows: the lowest stay. */
  readonly cap: number;
  /** Of the run, which chooses the victim by it: 32 bits. */
  readonly seed: number;
}

export interface Stream {
  readonly seed: number;
  readonly monkey: string;
  readonly date: string;
  /** The group's id. */
  readonly group: string;
}

/** What is hashed: `7/chaos-monkey/2026-11-23/auto-scaling-group/123456789012/eu-central-1/web`. */
export const streamName = ({ seed, monkey, date, group }: Stream): string => `${seed}/${monkey}/${date}/${group}`;

/** Of the digest in hex: digits 1 to 13, 14 to 26, 27 to 39, and 40 to 47. */
export function drawsOf(stream: Stream): Draws {
  const hex = sha256Hex(streamName(stream));
  const share = (from: number) => Number.parseInt(hex.slice(from, from + 13), 16) / 2 ** 52;
  return { chance: share(0), minute: share(13), cap: share(26), seed: Number.parseInt(hex.slice(39, 47), 16) };
}
