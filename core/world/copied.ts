/** What is copied to another Region by AWS itself: global tables of DynamoDB, buckets of S3. */
import * as z from 'zod/mini';
import { fixedDuration, id, text } from '../experiment/schema/scalars.ts';
import { commonOfServices, positive, timeDistribution } from './scalars.ts';

/** A global table of DynamoDB, with a replica in another Region. */
export const table = z.strictObject({
  kind: z.literal('table'),
  ...commonOfServices,
  /** Requests at once; beyond it they are throttled. */
  concurrency: positive,
  requestTime: timeDistribution,
  replica: z.strictObject({
    region: text,
    /** How far behind it is when nothing is wrong. */
    lag: fixedDuration,
    /** How often an item is written again, on average: what makes old data wrong data. */
    rewrittenEvery: fixedDuration,
    /** The table of this world that is the replica. A pause holds up what is written there, too. Default: nobody writes there. */
    as: z.optional(id),
  }),
});

/** A bucket of S3. */
export const bucket = z.strictObject({
  kind: z.literal('bucket'),
  ...commonOfServices,
  /** Requests at once; beyond it they are throttled. */
  concurrency: positive,
  requestTime: timeDistribution,
  /** What is written here is copied there. Default: it is copied nowhere. */
  replication: z.optional(
    z.strictObject({
      /** A bucket of this world in another Region. */
      to: id,
      /** How far behind it is when nothing is wrong. */
      lag: fixedDuration,
      /** How old an object is when it is read, on average: a younger one may not be there yet. */
      readAfter: fixedDuration,
    }),
  ),
});
