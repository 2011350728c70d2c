import { localTime } from '../schedule/local-time.ts';
import { guardrail, noFacts, type Rule } from './guardrail.ts';

/** Named dates, first and last included, on which nothing runs: in the time zone of the first window, else UTC. */
export const rule: Rule<undefined> = {
  rule: 'blackout',
  gather: noFacts,
  decide({ plan, now }) {
    const { blackouts = [], windows } = plan.definition.guardrails;
    const timeZone = windows?.[0]?.timeZone ?? plan.definition.schedule?.timeZone ?? 'UTC';
    const first = localTime(now, timeZone).date;
    const last = localTime(now + plan.times.lease, timeZone).date;
    const found = blackouts.find(({ from, to }) => from <= last && first <= to);
    return (
      found && `the blackout ${found.name} lasts from ${found.from} to ${found.to} (${timeZone}): wait until it is over`
    );
  },
};

export const blackout = guardrail(rule);
