/** Exceptions and allowances name something, and groups are told apart. */
import { hashOf } from '../../plan/hash.ts';
import { duplicates } from '../../validation/duplicates.ts';
import { problem } from '../../validation/problem.ts';
import type { Rule } from './rule.ts';

export const patterns: Rule = function* ({ except = [], only = [], groups }) {
  for (const [list, each] of [
    ...except.map((one, i) => [['except', i], one] as const),
    ...only.map((one, i) => [['only', i], one] as const),
  ]) {
    const { because: _, ...named } = each;
    if (Object.keys(named).length === 0)
      yield problem([...list], {
        found: 'no condition, which every group fits',
        allowed: 'at least one of group, account, region, tags',
      });
  }
  const seen = new Map<string, number>();
  for (const [i, { chance: _, leashed: __, ...selects }] of groups.entries()) {
    const same = seen.get(hashOf(selects));
    if (same !== undefined)
      yield problem(['groups', i], { found: `the same groups as groups[${same}]`, allowed: 'each group once' });
    else seen.set(hashOf(selects), i);
    if (selects.by === 'tag') yield* duplicates(selects.keys.map((key, n) => [key, ['groups', i, 'keys', n]]));
  }
};
