/**
 * What share of a client's requests goes where, when names have been answered differently
 * over time. Resolvers ask at every time alike, so that the age of what they go by is uniform
 * over how long they keep it, and so is that of a connection: what was answered within the
 * last x has reached x / keep of them, and of those who stick as many as the sum of two
 * uniform ages is below x.
 */
import type { ClientModel, Instant, Millis } from '../../model.ts';
import type { Answer, Answered } from '../../routing.ts';

/** Shares move in so many steps, so that there are few situations. */
const steps = 10;
const rounding = 1e-9;

/** Some of a client's users: how long their resolvers keep an answer, and they a connection. */
interface Part {
  readonly share: number;
  readonly keep: Millis;
  readonly sticks: Millis;
}

function partsOf({ ignoreTtl, sticky }: ClientModel, ttl: Millis): readonly Part[] {
  const long = { share: ignoreTtl?.share ?? 0, keep: Math.max(ignoreTtl?.keep ?? 0, ttl) };
  const held = sticky?.share ?? 0;
  return [{ share: 1 - long.share, keep: ttl }, long]
    .flatMap(({ share, keep }) => [
      { share: share * (1 - held), keep, sticks: 0 },
      { share: share * held, keep, sticks: sticky?.for ?? 0 },
    ])
    .filter(({ share }) => share > 0);
}

/**
 * Shares of a client's requests by where they go, in the order in which they were first
 * answered; together below 1 where some have no answer.
 * @param answers whether a connection to a node is answered: nobody sticks to one that is not
 */
export function destinationsOf(
  client: ClientModel,
  ttl: Millis,
  answered: readonly Answered[],
  now: Instant,
  answers: (node: string) => boolean,
): readonly Answer[] {
  const shares = new Map<string, number>();
  const add = (to: string, share: number) => shares.set(to, (shares.get(to) ?? 0) + share);
  for (const part of partsOf(client, ttl)) {
    for (const { to, share } of spread(part, answered, now)) {
      if (part.sticks === 0 || answers(to)) add(to, part.share * share);
      else
        for (const other of spread({ ...part, sticks: 0 }, answered, now))
          add(other.to, part.share * share * other.share);
    }
  }
  return [...shares].filter(([, share]) => share > rounding).map(([to, share]) => ({ to, share }));
}

function spread(part: Part, answered: readonly Answered[], now: Instant): readonly Answer[] {
  const since = answered.map(({ from }, i) => (i === 0 ? 1 : reached(part, now - from)));
  return answered.flatMap(({ answers }, i) => {
    const share = since[i]! - (since[i + 1] ?? 0);
    return share <= 0 ? [] : answers.map((answer) => ({ to: answer.to, share: answer.share * share }));
  });
}

/** Share of them that go by what has been answered within the last `time`, in steps, each taken at its middle. */
function reached({ keep, sticks }: Part, time: Millis): number {
  const span = keep + sticks;
  const step = Math.floor((time / span) * steps + rounding);
  if (span === 0 || step >= steps) return 1;
  return sumBelow(keep, sticks, ((step + 0.5) * span) / steps);
}

/** Probability that two ages, uniform up to a and up to b, come to less than x. */
function sumBelow(a: Millis, b: Millis, x: number): number {
  const [short, long] = a < b ? [a, b] : [b, a];
  if (short === 0) return Math.min(1, x / long);
  const square = (y: number) => (y > 0 ? y * y : 0);
  return (square(x) - square(x - short) - square(x - long)) / (2 * short * long);
}

/** The next instant after `now` at which a share moves on; Infinity when all is as answered last. */
export function nextStep(client: ClientModel, ttl: Millis, answered: readonly Answered[], now: Instant): Instant {
  let next = Number.POSITIVE_INFINITY;
  for (const { keep, sticks } of partsOf(client, ttl)) {
    // Of connections that break, the resolvers' own ages count.
    for (const span of sticks > 0 ? [keep + sticks, keep] : [keep])
      for (const { from } of answered.slice(1)) {
        const step = Math.floor(((now - from) / span) * steps + rounding) + 1;
        if (span > 0 && step <= steps) next = Math.min(next, from + (step * span) / steps);
      }
  }
  return next;
}
