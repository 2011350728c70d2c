import { accountsOfStep, startedTogether } from '../plan/started-together.ts';
import { accountOf } from '../targets/accounts.ts';
import { guardrail, type Rule } from './guardrail.ts';

/**
 * A wave may be in several accounts, and has an experiment of FIS in each; a step is in one.
 * What stops it by itself must be in that account as well: AWS FIS goes by no alarm of
 * another. The platform's own account is the only fact asked for.
 */
export const rule: Rule<string | undefined> = {
  rule: 'accounts',
  gather: async (_question, { stage }) => stage.account,
  decide({ plan }, home) {
    const { stopAlarms = [] } = plan.definition.guardrails;
    const guarded = new Set(stopAlarms.map((alarm) => accountOf(alarm) ?? home));
    for (const { id, wave, accounts } of plan.steps.map((step) => ({ ...step, accounts: accountsOfStep(step) })))
      if (accounts.length > 1)
        return `step ${id} of wave ${wave} reaches into accounts ${accounts.join(' and ')}: give each account a target and a step of its own, which may be of one wave`;
    for (const { wave, account } of startedTogether(plan.steps)) {
      if (home === undefined || account === undefined || stopAlarms.length === 0 || guarded.has(account)) continue;
      return `wave ${wave} acts in account ${account}, and no stop alarm is of that account: name one of its alarms by ARN`;
    }
    return undefined;
  },
};

export const accounts = guardrail(rule);
