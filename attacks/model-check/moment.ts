/** One moment of the whole platform, as numbers that the model knows the meaning of. */
import type { StepName } from '../../core/lifecycle/steps.ts';
import type { Instant } from '../../core/ports/clock.ts';
import { begins } from './subjects/subject.ts';

/** An execution in a Wait. */
export interface Sleeper {
  readonly at: Instant;
  readonly of: string;
  readonly step: StepName;
  readonly input: unknown;
  readonly runId: string;
}

/** What may still go wrong, and what people may still do. */
export interface Budget {
  readonly crashes: number;
  /** Steps and triggers that may die, of one run (`run-one/Undo`) or of any (`Undo`), and `event` for one that is lost; all when missing. One part of the whole, to share the work by. */
  readonly crashesIn?: readonly string[];
  readonly duplicates: number;
  /** Steps and triggers that may be called twice, named in the same way; all when missing. */
  readonly duplicatesIn?: readonly string[];
  /** How often the sweeper may still come at any moment, beside its minute. */
  readonly sweeps: number;
  /** Runs that a person may still ask to stop. */
  readonly stops: readonly string[];
  /** Steps during which they may; at any moment when missing. */
  readonly stopsDuring?: readonly string[];
  /** Runs that have not been asked for yet, by the name of their experiment. */
  readonly starts: readonly string[];
  /** How often the alarm may still change its state, at any moment. */
  readonly flips?: number;
  /** How many faults of FIS somebody else may still end, at any moment. */
  readonly strangers?: number;
}

/** What was allowed where of a thing that cannot happen any more tells nothing. */
export function spent({ crashesIn, duplicatesIn, stopsDuring, ...budget }: Budget): Budget {
  return {
    ...budget,
    ...(budget.crashes > 0 && crashesIn && { crashesIn }),
    ...(budget.duplicates > 0 && duplicatesIn && { duplicatesIn }),
    ...(budget.stops.length > 0 && stopsDuring && { stopsDuring }),
  };
}

export interface Moment {
  readonly now: Instant;
  readonly sweepAt: Instant;
  readonly budget: number;
  /** By slot, what lies in the cell. */
  readonly cells: readonly number[];
  /** Sorted. */
  readonly processes: readonly number[];
  readonly sleepers: readonly number[];
  /** Events on their way to a function. */
  readonly events: readonly number[];
}

/**
 * Three numbers of 32 bits. Two moments with the same ones have the same future: that two
 * different ones among a hundred million share all 96 bits has a chance of 10^-13.
 */
export function digestOf({ now, sweepAt, budget, cells, processes, sleepers, events }: Moment): Digest {
  digest[0] = 0x9e3779b9;
  digest[1] = 0x85ebca6b;
  digest[2] = 0xc2b2ae35;
  mix(now - begins);
  mix(sweepAt - begins);
  mix(budget);
  for (let i = 0; i < cells.length; i++) mix(cells[i]!);
  mixAll(processes);
  mixAll(sleepers);
  mixAll(events);
  return digest;
}

export type Digest = Uint32Array;

const digest: Digest = new Uint32Array(3);

function mixAll(numbers: readonly number[]): void {
  mix(numbers.length);
  for (let i = 0; i < numbers.length; i++) mix(numbers[i]!);
}

/** Each third is stirred by multipliers and shifts of its own. */
function mix(number: number): void {
  let a = Math.imul(digest[0]! ^ number, 0xcc9e2d51);
  a ^= a >>> 15;
  let b = Math.imul(digest[1]! + number, 0x1b873593);
  b ^= b >>> 13;
  let c = Math.imul(digest[2]! ^ Math.imul(number, 0x27d4eb2f), 0x165667b1);
  c ^= c >>> 16;
  digest[0] = Math.imul(a ^ (c >>> 7), 0x2c1b3c6d);
  digest[1] = Math.imul(b ^ (a >>> 11), 0x297a2d39);
  digest[2] = Math.imul(c ^ (b >>> 9), 0x7feb352d);
}
