import { scopeFlag, scopeWords, switchOver } from '../history/scope.ts';
import type { Switch } from '../ports/switches.ts';
import { guardrail, type Rule } from './guardrail.ts';

/** The platform's own switch, raised by people: for all runs, those of an owner, or those on a service. */
export const rule: Rule<readonly Switch[]> = {
  rule: 'kill-switch',
  gather: (_question, { switches }) => switches.raised(),
  decide({ plan }, raised) {
    const found = switchOver(raised, plan.definition.metadata);
    if (!found) return undefined;
    const { scope, by, reason } = found;
    return `${by} has raised the kill switch for ${scopeWords(scope)} (${reason}): ask them; squall resume ${scopeFlag(scope)} lowers it`;
  },
};

export const killSwitch = guardrail(rule);
