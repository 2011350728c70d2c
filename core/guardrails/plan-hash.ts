import { guardrail, noFacts, type Rule } from './guardrail.ts';

/** What someone agreed to is what runs: definition, parameters, seed and targets. */
export const rule: Rule<undefined> = {
  rule: 'plan-hash',
  gather: noFacts,
  decide({ plan, agreed }) {
    if (agreed === undefined || agreed === plan.hash) return undefined;
    return `the plan is ${plan.hash.slice(0, 12)} and not ${agreed.slice(0, 12)}, so its targets or its definition have changed: look at the plan again`;
  },
};

export const planHash = guardrail(rule);
