import type { TimeWindow } from '../experiment/schema/guardrails.ts';
import { firstClosed, isOpen } from '../schedule/time-window.ts';
import { guardrail, noFacts, type Rule } from './guardrail.ts';

const text = ({ days, from, to, timeZone }: TimeWindow): string => `${days} ${from} to ${to} ${timeZone}`;

/** Everything that injects, from now to the end of the last wave, fits into the windows. */
export const rule: Rule<undefined> = {
  rule: 'window',
  gather: noFacts,
  decide({ plan, now }) {
    const windows = plan.definition.guardrails.windows;
    if (!windows) return undefined;
    const allowed = windows.map(text).join(', or ');
    if (!windows.some((window) => isOpen(window, now))) return `it is outside ${allowed}: wait for the window`;
    const needed = plan.times.gate + plan.times.waves;
    if (firstClosed(windows, now, now + needed) === undefined) return undefined;
    return `up to ${Math.ceil(needed / 60_000)} min are needed, and the window closes before (${allowed}): start earlier`;
  },
};

export const window = guardrail(rule);
