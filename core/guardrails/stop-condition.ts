import type { AlarmObservation } from '../ports/metrics.ts';
import { sentenceOf } from '../stop-conditions/finding.ts';
import { lintDesign, lintState, refusing } from '../stop-conditions/lint.ts';
import { touchedBy } from '../stop-conditions/touched.ts';
import { guardrail, type Rule } from './guardrail.ts';

/**
 * Every stop alarm exists, is OK, and has looked at data of late; and one of them is worth
 * the name: quick enough, covering what the faults touch, not blind to an outage. Or
 * someone has said why there is none.
 */
export const rule: Rule<readonly (AlarmObservation | undefined)[]> = {
  rule: 'stop-condition',
  gather: async ({ plan }, { metrics }) => {
    const names = plan.definition.guardrails.stopAlarms ?? [];
    return names.length === 0 ? [] : metrics.alarms(names);
  },
  decide({ plan, now }, alarms) {
    const { stopAlarms = [], unsafe } = plan.definition.guardrails;
    if (stopAlarms.length === 0)
      return unsafe?.noStopCondition !== undefined
        ? undefined
        : 'there is none: name stopAlarms, or say unsafe.noStopCondition and why';
    const touched = touchedBy(plan);
    const found = stopAlarms.flatMap((name, i) => {
      const alarm = alarms[i];
      return [...lintState(name, alarm, now), ...(alarm ? lintDesign({ ...alarm, name }, touched) : [])];
    });
    const refused = refusing(stopAlarms, found);
    return refused.length === 0 ? undefined : refused.map(sentenceOf).join('; ');
  },
};

export const stopCondition = guardrail(rule);
