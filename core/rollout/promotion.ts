/** What a stage showed, as one platform tells it to the next: the statement of a promotion record. */
import * as z from 'zod/mini';
import { blastRadius } from '../experiment/schema/guardrails.ts';
import { id } from '../experiment/schema/scalars.ts';
import type { Instant } from '../ports/clock.ts';
import type { StageOutcome } from './outcome.ts';
import { positionOf, type StagePosition } from './stage.ts';

export const promotionKind = 'squall/promotion';
/** Raised with each change of the shape. */
export const promotionVersion = 1;

const text = z.string().check(z.minLength(1), z.maxLength(2000));
/** Milliseconds since 1970. */
const instant = z.int().check(z.gte(0));
const number = z.int().check(z.gte(1));

export const promotion = z.strictObject({
  experiment: id,
  definitionHash: z.string().check(z.regex(/^[0-9a-f]{64}$/, { error: 'a hash of 64 hex digits' })),
  stage: z.strictObject({ number, of: number, environment: id, blastRadius: z.optional(blastRadius) }),
  runId: text,
  platform: z.enum(['aws', 'simulated']),
  /** By the clock that the run went by: virtual in a rehearsal. */
  startedAt: instant,
  endedAt: instant,
  verdict: z.enum(['held', 'refuted', 'inconclusive']),
  recovery: z.enum(['restored', 'drifted', 'unknown', 'irreversible', 'none']),
  reason: text,
  /** By the wall clock of who signed, and who that was, as they say. */
  signedAt: instant,
  signedBy: text,
});

export type Promotion = z.infer<typeof promotion>;

export const promotionOf = (
  { imported: _, stage, ...outcome }: StageOutcome,
  signed: { readonly signedAt: Instant; readonly signedBy: string },
): Promotion => ({ ...outcome, stage: positionOf(stage), ...signed });

/** What is kept of it. */
export function outcomeIn(
  { signedAt, signedBy: _, stage, ...outcome }: Promotion,
  imported: { readonly by: string; readonly at: Instant; readonly key: string },
) {
  const position: StagePosition = positionOf(stage);
  return { ...outcome, stage: position, imported: { ...imported, signedAt } };
}
