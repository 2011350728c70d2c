/** What the Regions of a world are provided with beside what serves: looked for by drills, and not simulated. */
import * as z from 'zod/mini';
import { instant, text } from '../experiment/schema/scalars.ts';

export const provisions = z.strictObject({
  /** Domain names of each, some with `*.` before them. */
  certificates: z.optional(
    z.array(z.strictObject({ names: z.array(text).check(z.minLength(1)), region: text, until: instant })),
  ),
  /** Of the account in each Region. Default: none bounds anything. */
  quotas: z.optional(z.array(z.strictObject({ region: text, vcpus: z.int().check(z.gte(0), z.lte(1_000_000)) }))),
  secrets: z.optional(z.array(z.strictObject({ name: text, region: text }))),
});

export type Provisions = z.infer<typeof provisions>;
