/** From what a definition says to a probability a day. */
import type { Chance } from './schema/chance.ts';

/** Mean workdays between kills, by aggression: from about once a month to once a day. */
export const aggressionMeans = [20, 10, 5, 2, 1] as const;

export interface DailyChance {
  /** Of a kill on a workday that the gap allows. */
  readonly probability: number;
  /** Workdays from one kill to the next, at the least. */
  readonly gap: number;
  /** What the two come to: infinite for a probability of nothing. */
  readonly meanWorkdays: number;
}

/**
 * With a gap of g workdays, a kill comes g − 1 workdays after the last one at the soonest, and
 * from then on after 1/p more on average. For a mean of μ that gives p = 1 / (μ − g + 1):
 * with 1/μ the true mean would be longer by g − 1. A g above μ cannot be, and is refused by validation.
 */
export function dailyChance(chance: Chance): DailyChance {
  if ('aggression' in chance) {
    const meanWorkdays = aggressionMeans[chance.aggression - 1]!;
    return { probability: 1 / meanWorkdays, gap: 1, meanWorkdays };
  }
  const gap = chance.minWorkdaysBetweenKills ?? 1;
  if ('probability' in chance) {
    const { probability } = chance;
    return { probability, gap, meanWorkdays: gap - 1 + 1 / probability };
  }
  const meanWorkdays = chance.meanWorkdaysBetweenKills;
  return { probability: 1 / (meanWorkdays - gap + 1), gap, meanWorkdays };
}
