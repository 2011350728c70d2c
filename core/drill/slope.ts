/**
 * Whether a few figures go up or down from one to the next: the test of Mann and Kendall (Mann
 * 1945), and the median of all slopes with its interval (Theil 1950, Sen 1968). Neither takes
 * anything for normal, and one bad day moves neither far.
 */
export type Slope =
  | { readonly trend: 'too-few'; readonly of: number; readonly needed: number }
  | {
      readonly trend: 'rising' | 'falling' | 'none-seen';
      readonly of: number;
      /** A step, in the unit of the figures. */
      readonly slope: number;
      /** 95 %. */
      readonly interval: readonly [low: number, high: number];
      /** Two-sided: how often chance alone orders as many figures as strictly. */
      readonly p: number;
    };

/** Four figures in perfect order come about by chance in one case of twelve. */
export const runsNeeded = 5;
const z = 1.959964;
/** As many orders as can be counted out; above it the normal approximation with its correction for ties. */
const exactUpTo = 10;

/** @param values in the order of time, finite */
export function slopeOf(values: readonly number[]): Slope {
  const n = values.length;
  if (n < runsNeeded) return { trend: 'too-few', of: n, needed: runsNeeded };
  const slopes: number[] = [];
  let s = 0;
  for (const [i, early] of values.entries())
    for (const [j, late] of values.slice(i + 1).entries()) {
      slopes.push((late - early) / (j + 1));
      s += Math.sign(late - early);
    }
  slopes.sort((a, b) => a - b);
  const ties = [...Map.groupBy(values, (value) => value).values()].map((same) => same.length);
  const tied = ties.reduce((sum, t) => sum + t * (t - 1) * (2 * t + 5), 0);
  const variance = (n * (n - 1) * (2 * n + 5) - tied) / 18;
  const p = n <= exactUpTo && ties.length === n ? exact(n, Math.abs(s)) : normal(s, variance);
  const reach = z * Math.sqrt(variance);
  const at = (rank: number) => slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(rank)))] ?? 0;
  return {
    trend: p >= 0.05 ? 'none-seen' : s > 0 ? 'rising' : 'falling',
    of: n,
    slope: median(slopes),
    interval: [at((slopes.length - reach) / 2 - 1), at((slopes.length + reach) / 2)],
    p,
  };
}

const median = (sorted: readonly number[]): number => {
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
};

/** Of all n! orders, the share that is as strict: by the number of orders with each count of inversions. */
function exact(n: number, s: number): number {
  let orders = [1];
  for (let size = 2; size <= n; size++) {
    const next = new Array<number>(orders.length + size - 1).fill(0);
    for (const [inversions, count] of orders.entries())
      for (let more = 0; more < size; more++) next[inversions + more] = (next[inversions + more] ?? 0) + count;
    orders = next;
  }
  const pairs = (n * (n - 1)) / 2;
  const all = orders.reduce((sum, count) => sum + count, 0);
  const strict = orders.reduce(
    (sum, count, inversions) => (Math.abs(pairs - 2 * inversions) >= s ? sum + count : sum),
    0,
  );
  return strict / all;
}

function normal(s: number, variance: number): number {
  if (variance === 0 || s === 0) return 1;
  const distance = (Math.abs(s) - 1) / Math.sqrt(variance);
  return 2 * (1 - standardNormal(distance));
}

/** Abramowitz and Stegun 26.2.17; off by at most 7.5 × 10⁻⁸. */
function standardNormal(x: number): number {
  const t = 1 / (1 + 0.2316419 * x);
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}
