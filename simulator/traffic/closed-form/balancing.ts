/**
 * How a load balancer's requests divide over targets that hold them for different times.
 *
 * `round-robin` and `random` divide evenly. For `least-outstanding` (and `two-choices`,
 * which comes close to it) all targets stand at k or k + 1 outstanding requests, k being
 * the whole part of the mean, and only those at k receive: with x the rate at which such
 * a target receives, one that holds requests for h takes x / (1 + x·h / (k + 1)).
 * @param rate requests a millisecond for all targets together.
 * @param holds milliseconds for which each target holds a request.
 * @returns shares, adding up to 1.
 */
export function sharesOf(policy: string, rate: number, holds: readonly number[]): readonly number[] {
  const n = holds.length;
  if (policy === 'round-robin' || policy === 'random' || rate <= 0) return holds.map(() => 1 / n);
  let level = 0;
  let rates = holds.map(() => rate / n);
  for (let round = 0; round < 20; round++) {
    const outstanding = rates.reduce((sum, each, i) => sum + each * holds[i]!, 0);
    const next = Math.floor(outstanding / n);
    if (round > 0 && next === level) break;
    level = next;
    rates = ratesAt(level, rate, holds);
  }
  const total = rates.reduce((sum, each) => sum + each, 0);
  return rates.map((each) => each / total);
}

/** Bisection on x; the sum of the rates grows with it, up to what the targets can hold at this level. */
function ratesAt(level: number, rate: number, holds: readonly number[]): number[] {
  const at = (x: number) => holds.map((hold) => x / (1 + (x * hold) / (level + 1)));
  let low = 0;
  let high = rate * 1e6;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (at(middle).reduce((sum, each) => sum + each, 0) < rate) low = middle;
    else high = middle;
  }
  return at((low + high) / 2);
}
