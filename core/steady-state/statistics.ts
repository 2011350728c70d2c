/** Order statistics and intervals over a probe's samples. */

/** Nearest rank: the smallest value that at least `percent` of them do not exceed. Undefined for none. */
export function percentile(values: readonly number[], percent: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}

export interface Share {
  readonly count: number;
  readonly of: number;
  /** 0 to 1; undefined when `of` is 0. */
  readonly share?: number;
  /** 95 % Wilson score interval, 0 to 1 (Wilson 1927): honest at 0 and at 1, and for few samples. */
  readonly interval?: readonly [number, number];
}

export function shareOf(count: number, of: number): Share {
  if (of === 0) return { count, of };
  const z = 1.959964;
  const p = count / of;
  const scale = 1 + (z * z) / of;
  const centre = (p + (z * z) / (2 * of)) / scale;
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of));
  return { count, of, share: p, interval: [Math.max(0, centre - half), Math.min(1, centre + half)] };
}
