/** A gap that the mean can keep. */
import { describeFound } from '../../validation/found.ts';
import { type Path, type Problem, problem } from '../../validation/problem.ts';
import type { Chance } from '../schema/chance.ts';
import type { Rule } from './rule.ts';

export const chances: Rule = function* ({ chance, groups }) {
  yield* possible(chance, ['chance']);
  for (const [i, grouping] of groups.entries())
    if (grouping.chance) yield* possible(grouping.chance, ['groups', i, 'chance']);
};

function* possible(chance: Chance, path: Path): Iterable<Problem> {
  if (!('meanWorkdaysBetweenKills' in chance)) return;
  const { meanWorkdaysBetweenKills: mean, minWorkdaysBetweenKills: gap = 1 } = chance;
  if (gap > mean)
    yield problem([...path, 'minWorkdaysBetweenKills'], {
      found: `${describeFound(gap)}, longer than the mean of ${mean}: kills that are never closer than ${gap} workdays cannot be ${mean} apart on average`,
      allowed: `at most ${Math.floor(mean)}, or a longer meanWorkdaysBetweenKills`,
    });
}
