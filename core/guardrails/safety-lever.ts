import type { LeverState } from '../ports/safety-lever.ts';
import { accountsOf } from '../targets/accounts.ts';
import { guardrail, type Rule } from './guardrail.ts';

interface Seen extends LeverState {
  /** Missing where there is no other. */
  readonly account?: string;
}

/** The lever of AWS FIS, in every account that the plan acts in. Engaged by whomever, it is not for us to pass. */
export const rule: Rule<readonly Seen[]> = {
  rule: 'safety-lever',
  async gather({ plan }, { stage, lever }) {
    const named = accountsOf(plan.steps.flatMap(({ targets }) => Object.values(targets).flat()));
    const accounts = stage.account === undefined ? [undefined] : named.length > 0 ? named : [stage.account];
    return Promise.all(
      accounts.map(async (account) => ({ ...(await lever.look(account)), ...(account !== undefined && { account }) })),
    );
  },
  decide(_question, seen) {
    const set = seen.find(({ status }) => status !== 'disengaged');
    if (!set) return undefined;
    const { status, reason, account } = set;
    const where = account === undefined ? '' : ` of account ${account}`;
    return `the FIS safety lever${where} is ${status}${reason ? ` (${reason})` : ''}: ask whoever engaged it; squall lever disengage --aws lets experiments begin again, those of other teams too`;
  },
};

export const safetyLever = guardrail(rule);
