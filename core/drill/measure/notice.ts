/** Time to detect and to decide. */
import type { Timed } from '../../history/measured.ts';
import type { Instant } from '../../ports/clock.ts';
import { ownSteps } from '../experiment-of.ts';
import { awaitedIn, type Facts } from './facts.ts';
import { exactly, never, unknown } from './timed.ts';

export interface Noticed {
  readonly detect: Timed;
  readonly at?: Instant;
}

/** From the loss to the first alarm, by the alarm's own time. */
export function noticed({ terms, loss, lost, journal }: Facts): Noticed {
  if (loss.length === 0) return { detect: unknown('nothing was lost that anybody could notice') };
  if (!terms.detect) return { detect: unknown('the drill names no alarm that tells of the loss') };
  const told = awaitedIn(journal, ownSteps.detect);
  if (!told) return { detect: unknown('the run ended before an alarm told of the loss') };
  if (!told.met) return { detect: never(told.at - lost, told.why) };
  const at = told.since ?? told.at;
  // It told of something else, and whether the loss would have raised it nobody knows.
  if (at < lost) return { detect: unknown(`it was so before anything was lost: ${told.why}`) };
  return { detect: exactly(lost, at), at };
}

/** From the first alarm to the first mover. Where no alarm is awaited, from the loss. */
export function decided(facts: Facts, { at }: Pick<Noticed, 'at'>): Timed {
  const { terms, loss, lost, moved, journal, record } = facts;
  if (!record.plan.steps.some(({ moves }) => moves))
    return unknown('the drill moves nothing: what moves traffic does so by itself');
  if (loss.length === 0) return unknown('nothing was lost that anybody had to decide upon');
  const from = terms.detect ? at : lost;
  const refused = terms.decide && awaitedIn(journal, ownSteps.decide);
  if (from === undefined) return unknown('no alarm told of the loss');
  if (moved !== undefined) return exactly(from, moved);
  if (refused && !refused.met) return never(refused.at - from, refused.why);
  return unknown('the run ended before anything was moved');
}

/** Of the people who were asked while it was lost. */
export const decisionsOf = ({ record, lost }: Facts): readonly { readonly by: string; readonly at: Instant }[] =>
  (record.approvals ?? []).flatMap(({ by, at }) => (at >= lost ? [{ by, at }] : []));
