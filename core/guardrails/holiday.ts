import { nameOf } from '../schedule/calendar.ts';
import { daysOf } from '../schedule/days.ts';
import { guardrail, noFacts, type Rule } from './guardrail.ts';

const again = 'synthesize and deploy it again';

/** Nothing runs on a day on which those who would put it right are off. A day that the calendar does not know refuses. */
export const rule: Rule<undefined> = {
  rule: 'holiday',
  gather: noFacts,
  decide({ plan, now }) {
    const asked = plan.definition.guardrails.holidays;
    if (!asked) return undefined;
    const { calendar } = plan;
    if (!calendar || nameOf(calendar.of) !== nameOf(asked))
      return `nobody has looked up the holidays of ${nameOf(asked)} for this definition: ${again}`;
    const days = daysOf(plan, now);
    const unknown = days.find(({ first, last }) => first < calendar.from || last > calendar.to);
    if (unknown)
      return `the holidays of ${nameOf(asked)} are known from ${calendar.from} to ${calendar.to}, and it is ${unknown.first} (${unknown.timeZone}): ${again}`;
    for (const { timeZone, first, last } of days) {
      const found = calendar.holidays.find(({ date }) => first <= date && date <= last);
      if (found)
        return `${found.date} is ${found.name}, a holiday of ${nameOf(asked)} (${timeZone}): wait until it is over`;
    }
    return undefined;
  },
};

export const holiday = guardrail(rule);
