/** What a group's members have beside processors: memory and a disk. */
import * as z from 'zod/mini';
import { fixedDuration } from '../experiment/schema/scalars.ts';

const share = z.number().check(z.gte(0), z.lte(1));

/**
 * Share that it uses when nothing is wrong, and the share of its processor time that
 * collecting garbage takes then (default 0). What outgrows the memory kills the process,
 * and again after `survives` (default PT30S) for as long as it lasts. Needs `restart`.
 */
export const memory = z.strictObject({
  used: share,
  collection: z.optional(share),
  survives: z.optional(fixedDuration),
});

/**
 * Share of the disk in use, share of requests that read or write it, and how full it is
 * when writes fail (default 0.95: ext4 keeps the rest for the system).
 */
export const disk = z.strictObject({
  used: share,
  requests: share,
  fullAt: z.optional(share),
  /** What one of those requests waits for it when nothing is wrong, as part of its service time: for faults that keep the disk busy. */
  time: z.optional(fixedDuration),
});
