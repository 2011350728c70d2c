/** Movers move something, and nothing beyond what is rehearsed. */
import { catalogue, fault } from '../../faults/catalogue.ts';
import { matches } from '../../faults/parameter.ts';
import { quoted } from '../../validation/found.ts';
import { listed, problem } from '../../validation/problem.ts';
import { type RehearsalLevel, rehearsalLevels } from '../schema/terms.ts';
import type { Rule } from './rule.ts';

export const level: Rule = function* ({ level: rehearsed, move }) {
  for (const [i, { action, with: given }] of (move?.steps ?? []).entries()) {
    const definition = action === undefined ? undefined : fault(action);
    if (!definition) continue;
    const { id, moves, movesWhen } = definition;
    if (moves === undefined)
      yield problem(['move', 'steps', i, 'action'], {
        found: `${quoted(id)}, which moves nothing`,
        allowed: `one that moves ${upTo(rehearsed)}: ${listed(moversUpTo(rehearsed))}`,
      });
    else if (movesWhen && !matches(movesWhen, given))
      yield problem(['move', 'steps', i, 'with', movesWhen.parameter], {
        found: given?.[movesWhen.parameter] === undefined ? 'nothing' : String(given[movesWhen.parameter]),
        allowed: `${'is' in movesWhen ? movesWhen.is : movesWhen.like}: ${id} moves nothing otherwise`,
      });
    else if (furtherThan(rehearsed, moves))
      yield problem(['move', 'steps', i, 'action'], {
        found: `${quoted(id)}, which moves ${moves}, in a drill of level ${rehearsed}`,
        allowed: `one that moves ${upTo(rehearsed)}, or level: ${moves}`,
      });
  }
};

const furtherThan = (rehearsed: RehearsalLevel, moves: RehearsalLevel): boolean =>
  rehearsalLevels.indexOf(moves) > rehearsalLevels.indexOf(rehearsed);

const upTo = (rehearsed: RehearsalLevel): string =>
  rehearsalLevels.slice(0, rehearsalLevels.indexOf(rehearsed) + 1).join(' or ');

const moversUpTo = (rehearsed: RehearsalLevel): readonly string[] =>
  catalogue.flatMap(({ id, moves }) => (moves !== undefined && !furtherThan(rehearsed, moves) ? [id] : []));
