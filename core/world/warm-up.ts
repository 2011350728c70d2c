/** What follows the load, and takes its time: members of groups, connections of pools, contents of caches. */
import * as z from 'zod/mini';
import { fixedDuration } from '../experiment/schema/scalars.ts';
import { count, positive, rate } from './scalars.ts';

/** Connections that each server of the caller keeps, and calls that wait for one (default 0: beyond it they fail at once). */
export const pool = z.strictObject({
  size: positive,
  queue: z.optional(count),
  /** Connections take time to be opened. Default: one that is needed is there at once. */
  warmUp: z.optional(
    z.strictObject({
      /** Kept open while nobody needs them. */
      idle: count,
      /** From asking for one to having it: network, TLS, authentication. */
      connect: fixedDuration,
      /** Asked for at the same time, at most. Default 1. */
      atOnce: z.optional(positive),
      /** One that nobody has needed for so long, and for up to twice that, is closed. Default PT10M. */
      keep: z.optional(fixedDuration),
    }),
  ),
});

/** Target tracking: as many members, between `min` and `max`, as make each so busy. */
export const scaling = z.strictObject({
  measure: z.enum(['cpu-percent', 'in-use-percent']),
  /** Percent. */
  target: z.number().check(z.gte(1), z.lte(100)),
});

/** Whose data a cache holds: of those whom it serves. */
export const audience = z.strictObject({
  /** Lookups a second when it serves everybody; a Region with a fifth of the users has a fifth of them. */
  lookups: rate,
});
