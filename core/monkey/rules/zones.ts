/** Zones can alternate only where the run chooses whom to hit. */
import { problem } from '../../validation/problem.ts';
import type { Rule } from './rule.ts';

export const zones: Rule = function* ({ zones: order, groups }) {
  if (order === 'alternate' && groups.some(({ by }) => by === 'eks-nodegroup'))
    yield problem(['zones'], {
      found: 'alternate, beside groups by eks-nodegroup, of which FIS chooses the node itself',
      allowed: 'any, or a monkey of its own for the node groups',
    });
};
