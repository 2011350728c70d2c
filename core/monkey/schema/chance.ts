/** How often a group is hit. */
import * as z from 'zod/mini';

const workdays = z.number().check(z.gte(1), z.lte(3650));
const gap = z.int().check(z.gte(1), z.lte(365));

export const chance = z.union([
  z.strictObject({
    /** The mean number of workdays from one kill of a group to the next. */
    meanWorkdaysBetweenKills: workdays,
    /** Never fewer than this; the mean stays what it is. Default 1: at most one kill a day. */
    minWorkdaysBetweenKills: z.optional(gap),
  }),
  z.strictObject({
    /** Of a kill, for each group on each workday that the gap allows. */
    probability: z.number().check(z.gte(0), z.lte(1)),
    minWorkdaysBetweenKills: z.optional(gap),
  }),
  z.strictObject({
    /** 1 to 5: a mean of 20, 10, 5, 2 or 1 workdays. */
    aggression: z.int().check(z.gte(1), z.lte(5)),
  }),
]);

export type Chance = z.infer<typeof chance>;
