import { daysOf } from '../schedule/days.ts';
import { guardrail, noFacts, type Rule } from './guardrail.ts';

/** Named dates, first and last included, on which nothing runs, from the first place where one begins to the last where one ends. */
export const rule: Rule<undefined> = {
  rule: 'blackout',
  gather: noFacts,
  decide({ plan, now }) {
    const { blackouts = [] } = plan.definition.guardrails;
    for (const { timeZone, first, last } of blackouts.length === 0 ? [] : daysOf(plan, now)) {
      const found = blackouts.find(({ from, to }) => from <= last && first <= to);
      if (found)
        return `the blackout ${found.name} lasts from ${found.from} to ${found.to} (${timeZone}): wait until it is over`;
    }
    return undefined;
  },
};

export const blackout = guardrail(rule);
