/** The scalars of a World file, and how often a call is tried again. */
import * as z from 'zod/mini';
import { fixedDuration, id, tags, text } from '../experiment/schema/scalars.ts';

export const share = z.number().check(z.gte(0), z.lte(1));
export const count = z.int().check(z.gte(0), z.lte(100_000));
export const positive = z.int().check(z.gte(1), z.lte(100_000));
export const rate = z.number().check(z.gt(0), z.lte(1_000_000));

/** Log-normal when median and p99 are given, exponential for `mean`, fixed for `exactly`. */
export const timeDistribution = z.union([
  z.strictObject({ median: fixedDuration, p99: fixedDuration }),
  z.strictObject({ mean: fixedDuration }),
  z.strictObject({ exactly: fixedDuration }),
]);

export const retryPolicy = z.strictObject({
  /** Attempts after the first. */
  max: z.int().check(z.gte(0), z.lte(20)),
  policy: z.enum(['immediate', 'fixed', 'exponential', 'full-jitter']),
  base: z.optional(fixedDuration),
  cap: z.optional(fixedDuration),
});

export const commonOfServices = {
  id,
  /** Default: that of its zones, or else the first. */
  region: z.optional(text),
  tags: z.optional(tags),
};
