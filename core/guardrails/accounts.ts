import type { Plan } from '../plan/plan.ts';
import { accountOf, accountsOf } from '../targets/accounts.ts';
import { guardrail, type Rule } from './guardrail.ts';

/**
 * A wave's steps of one provider begin as one, and no provider acts in two accounts at
 * once. What stops them by itself must be in that account as well: AWS FIS goes by no
 * alarm of another. The platform's own account is the only fact asked for.
 */
export const rule: Rule<string | undefined> = {
  rule: 'accounts',
  gather: async (_question, { stage }) => stage.account,
  decide({ plan }, home) {
    const { stopAlarms = [] } = plan.definition.guardrails;
    const guarded = new Set(stopAlarms.map((alarm) => accountOf(alarm) ?? home));
    for (const { wave, ids, accounts } of startedTogether(plan)) {
      const [account, other] = accounts;
      if (other !== undefined)
        return `${ids.join(' and ')} of wave ${wave} reach${ids.length === 1 ? 'es' : ''} into accounts ${accounts.join(' and ')}: give each account a target and a step of its own, and let one step wait for the other`;
      if (home === undefined || account === undefined || stopAlarms.length === 0 || guarded.has(account)) continue;
      return `wave ${wave} acts in account ${account}, and no stop alarm is of that account: name one of its alarms by ARN`;
    }
    return undefined;
  },
};

interface Together {
  readonly wave: number;
  readonly ids: readonly string[];
  readonly accounts: readonly string[];
}

/** Steps that one call of one provider starts. */
function startedTogether({ steps }: Plan): readonly Together[] {
  const groups = Map.groupBy(steps, ({ wave, provider }) => `${wave}/${provider}`);
  return [...groups.values()].map((own) => ({
    wave: own[0]?.wave ?? 0,
    ids: own.map(({ id }) => id),
    accounts: accountsOf(own.flatMap(({ targets }) => Object.values(targets).flat())),
  }));
}

export const accounts = guardrail(rule);
