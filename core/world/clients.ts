/** Who sends requests: from where, how often, and what they remember of names. */
import * as z from 'zod/mini';
import { fixedDuration, id, text } from '../experiment/schema/scalars.ts';
import { rate, retryPolicy, share } from './scalars.ts';

export const client = z.strictObject({
  id,
  /** A DNS name declared under `dns`, or that of an accelerator. */
  calls: text,
  rate,
  arrivals: z.enum(['poisson', 'constant']),
  operation: z.optional(z.enum(['read', 'write'])),
  timeout: fixedDuration,
  retries: z.optional(retryPolicy),
  /** The Region that they live near. Default: none, and nothing is far from them. */
  region: z.optional(text),
  /** Of names whose records route: resolvers that keep an answer for longer than its time to live, and for how long. */
  resolvers: z.optional(z.strictObject({ ignoreTtl: z.strictObject({ share, keep: fixedDuration }) })),
  /**
   * Of names whose records route: users who keep a connection, and for how long. A request that
   * gets no answer in time closes it sooner. Default: each request resolves the name.
   */
  sticky: z.optional(z.strictObject({ share, for: fixedDuration })),
});
