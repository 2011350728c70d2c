import type { Switch } from '../ports/switches.ts';
import { guardrail, type Rule } from './guardrail.ts';

/** The platform's own switch, raised by people: for all runs, those of an owner, or those on a service. */
export const rule: Rule<readonly Switch[]> = {
  rule: 'kill-switch',
  gather: (_question, { switches }) => switches.raised(),
  decide({ plan }, raised) {
    const { owner, service } = plan.definition.metadata;
    const scopes: readonly string[] = ['all', `owner:${owner}`, `service:${service}`];
    const found = raised.find(({ scope }) => scopes.includes(scope));
    if (!found) return undefined;
    const scope = found.scope === 'all' ? 'all runs' : found.scope.replace(':', ' ');
    return `${found.by} has raised the kill switch for ${scope} (${found.reason}): ask them, or wait until it is lowered`;
  },
};

export const killSwitch = guardrail(rule);
