/** A database with secondary clusters in other Regions, as an Aurora global database: one of its clusters writes, the others follow. */
import * as z from 'zod/mini';
import { fixedDuration, id, text } from '../experiment/schema/scalars.ts';

const instances = z.array(z.strictObject({ id, zone: text })).check(z.minLength(1), z.maxLength(16));

export const globalDatabase = z.strictObject({
  /** How far the secondaries are behind when nothing is wrong. Default PT1S. */
  lag: z.optional(fixedDuration),
  /** How long nobody writes while another cluster takes over: planned, and at once. Default PT1M, of each. */
  switchOver: z.optional(fixedDuration),
  failOver: z.optional(fixedDuration),
  /** After a failover, from the old primary’s being there again until it follows as a secondary. Default PT10M. */
  attach: z.optional(fixedDuration),
  secondaries: z
    .array(
      z.strictObject({
        /** Name of its cluster. */
        id,
        instances,
        /** Of its instances, beside those of the primary: 0.5 takes twice as long. Default 1. */
        speed: z.optional(z.number().check(z.gt(0), z.lte(10))),
      }),
    )
    .check(z.minLength(1), z.maxLength(10)),
});

export type GlobalDatabase = z.infer<typeof globalDatabase>;
