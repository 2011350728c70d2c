/** Which deployment was certified. */
import * as z from 'zod/mini';

const text = z.string();

export const place = z.discriminatedUnion('platform', [
  z.strictObject({
    platform: z.literal('simulated'),
    account: text,
    region: text,
    stage: text,
    world: text,
    seed: z.number(),
  }),
  z.strictObject({
    platform: z.literal('aws'),
    account: text,
    region: text,
    stage: text,
    experimentMachine: text,
    recoveryMachine: text,
    historyTable: text,
    /** Where the calls went when it was not AWS: `AWS_ENDPOINT_URL`. */
    endpoint: z.optional(text),
  }),
]);

export type Place = z.infer<typeof place>;
