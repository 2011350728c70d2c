/** Credentials of a role, asked for once and shared by all clients of its account. */
import type { Instant, Millis } from '../../core/ports/clock.ts';

interface Expiring {
  readonly expiration: Date;
}

/** The SDK asks its provider again as long before they expire: what is kept must not be older than that. */
const renewedBefore: Millis = 300_000;

/** What `ask` answered, until shortly before it expires. Two that ask at once share a question; a failed one is asked again. */
export function kept<C extends Expiring>(ask: () => Promise<C>, now: () => Instant = Date.now): () => Promise<C> {
  let asked: Promise<C> | undefined;
  const renew = (): Promise<C> => {
    const question = ask();
    question.catch(() => {
      if (asked === question) asked = undefined;
    });
    return question;
  };
  return async () => {
    const seen = asked;
    const held = await seen;
    if (held && held.expiration.getTime() - now() > renewedBefore) return held;
    // Someone else may have asked while we looked.
    if (asked === undefined || asked === seen) asked = renew();
    return asked;
  };
}
