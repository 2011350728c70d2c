/** What chance does in the long run, with the plan itself and no shortcut around it. */
import { describe, expect, test } from 'vitest';
import type { PastKill } from '../../../../core/monkey/day-plan.ts';
import { aggressionMeans, dailyChance } from '../../../../core/monkey/odds.ts';
import { planDay } from '../../../../core/monkey/plan-day.ts';
import type { Chance } from '../../../../core/monkey/schema/chance.ts';
import { dayAfter } from '../../../../core/monkey/window-minutes.ts';
import { groups as groupsOf, monkeyWith } from './fixture.ts';

const seed = 20261123;
const first = '2021-01-04';
const now = Date.parse('2021-01-01T00:00:00Z');

interface Outcome {
  /** Workdays from each kill of a group to its next. */
  readonly gaps: readonly number[];
  readonly minutes: readonly number[];
}

/**
 * Days of a monkey one after the other, each with the history of those before, for many groups
 * at once, until each group has had so many gaps. To stop after a time instead would leave
 * out the long gaps, which are still open then.
 */
function live(chance: Chance, groupCount: number, gapsEach: number): Outcome {
  const definition = monkeyWith({ chance });
  let groups = groupsOf(groupCount, 2);
  const last = new Map<string, PastKill>();
  const own = new Map<string, number[]>();
  const minutes: number[] = [];
  for (let date = first, day = 0; groups.length > 0; date = dayAfter(date)) {
    const plan = planDay({ definition, date, seed, groups, history: [...last.values()], now });
    if (plan.closed) continue;
    for (const { group, at } of plan.kills) {
      own.set(group.id, [...(own.get(group.id) ?? []), day]);
      last.set(group.id, { group: group.id, date });
      minutes.push((at - plan.window!.from) / 60_000);
    }
    groups = groups.filter(({ id }) => (own.get(id)?.length ?? 0) <= gapsEach);
    day++;
  }
  const gaps = [...own.values()].flatMap((days) => days.slice(1).map((day, i) => day - days[i]!));
  return { gaps, minutes };
}

/** Mean and its standard error. */
function mean(values: readonly number[]): readonly [number, number] {
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1);
  return [average, Math.sqrt(variance / values.length)];
}

/**
 * χ² over bins; the 99.9 % point by Wilson and Hilferty. The minutes of groups on one day are
 * drawn independently, so that the plain statistic holds.
 */
function uniform(
  values: readonly number[],
  range: number,
  bins: number,
): { readonly statistic: number; readonly limit: number } {
  const found = new Array<number>(bins).fill(0);
  const width = range / bins;
  for (const value of values) found[Math.floor(value / width)]!++;
  const expected = values.length / bins;
  const statistic = found.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  const df = bins - 1;
  const limit = df * (1 - 2 / (9 * df) + 3.09 * Math.sqrt(2 / (9 * df))) ** 3;
  return { statistic, limit };
}

describe(`in the long run, seed ${seed}`, () => {
  // So many gaps that the standard error of their mean is at most half a percent.
  const cases: readonly (readonly [string, number, Chance, number])[] = [
    ['a mean of 2 workdays', 2, { meanWorkdaysBetweenKills: 2 }, 52],
    ['a mean of 5 and never fewer than 3', 5, { meanWorkdaysBetweenKills: 5, minWorkdaysBetweenKills: 3 }, 25],
    ['a mean of 2.5 and never fewer than 2', 2.5, { meanWorkdaysBetweenKills: 2.5, minWorkdaysBetweenKills: 2 }, 13],
    ['aggression 4', 2, { aggression: 4 }, 52],
    ['a probability of 0.5', 2, { probability: 0.5 }, 52],
  ];

  test.each(cases.slice(0, 3))(
    '%s is what it comes to, and no minute is likelier than another',
    (_, wanted, chance, gapsEach) => {
      const { gaps, minutes } = live(chance, 400, gapsEach);
      const [average, error] = mean(gaps);
      expect(error / average).toBeLessThanOrEqual(0.005);
      expect(Math.abs(average - wanted), `${gaps.length} gaps, mean ${average} ± ${error}`).toBeLessThanOrEqual(
        3 * error,
      );
      expect(Math.min(...gaps)).toBe('minWorkdaysBetweenKills' in chance ? chance.minWorkdaysBetweenKills : 1);
      const { statistic, limit } = uniform(minutes, minuteCount, minuteCount);
      expect(statistic, `χ² of ${minutes.length} minutes`).toBeLessThan(limit);
    },
  );

  test('an aggression and a probability are means by another name', () => {
    const odds = cases.map(([, wanted, chance]) => [wanted, dailyChance(chance)] as const);
    for (const [wanted, { meanWorkdays }] of odds) expect(meanWorkdays).toBe(wanted);
    expect(odds[3]![1].probability).toBe(odds[0]![1].probability);
    expect(odds[4]![1].probability).toBe(odds[0]![1].probability);
    expect(aggressionMeans.map((_, i) => dailyChance({ aggression: i + 1 }).probability)).toEqual([
      0.05, 0.1, 0.2, 0.5, 1,
    ]);
  });

  test('with 1/μ in place of the corrected chance the mean would be longer by the gap less one', () => {
    const { gaps } = live({ probability: 1 / 5, minWorkdaysBetweenKills: 3 }, 100, 20);
    const [average, error] = mean(gaps);
    expect(Math.abs(average - 7)).toBeLessThanOrEqual(3 * error);
    expect(average - 5).toBeGreaterThan(10 * error);
  });
});

/** Of 09:00 to 15:00, less what a kill needs. */
const minuteCount = (() => {
  const plan = planDay({ definition: monkeyWith(), date: first, seed, groups: [], history: [], now });
  return plan.window!.minutes;
})();
