import { guardrail, type Rule } from './guardrail.ts';

/** A file written for one stage never runs in another. */
export const rule: Rule<string> = {
  rule: 'environment',
  gather: async (_question, { stage }) => stage.environment,
  decide({ plan }, deployed) {
    const asked = plan.definition.environment;
    if (asked === deployed) return undefined;
    return `the experiment is for ${asked}, and this is ${deployed}: run it there, or change its environment`;
  },
};

export const environment = guardrail(rule);
