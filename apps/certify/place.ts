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

/** For every sentence that says "certified": a rehearsal is not to be taken for the real thing. */
export function placeWords(of: Place): string {
  if (of.platform === 'simulated') return 'on a simulated cloud';
  return of.endpoint === undefined ? 'in AWS' : `behind ${of.endpoint}, which is not AWS`;
}
