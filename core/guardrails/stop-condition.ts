import type { AlarmObservation } from '../ports/metrics.ts';
import { isFresh } from '../steady-state/freshness.ts';
import { guardrail, type Rule } from './guardrail.ts';

/** Every stop alarm exists, is OK, and has looked at data of late; or someone has said why there is none. */
export const rule: Rule<readonly (AlarmObservation | undefined)[]> = {
  rule: 'stop-condition',
  gather: async ({ plan }, { metrics }) => {
    const names = plan.definition.guardrails.stopAlarms ?? [];
    return names.length === 0 ? [] : metrics.alarms(names);
  },
  decide({ plan, now }, alarms) {
    const { stopAlarms = [], unsafe } = plan.definition.guardrails;
    if (stopAlarms.length === 0)
      return unsafe ? undefined : 'there is none: name stopAlarms, or say unsafe.noStopCondition and why';
    for (const [i, name] of stopAlarms.entries()) {
      const alarm = alarms[i];
      if (!alarm) return `alarm ${name} does not exist: create it, or correct its name`;
      if (alarm.composite)
        return `alarm ${name} is a composite alarm, which has no data of its own and is not known to stop FIS: name the metric alarms that it is made of`;
      if (alarm.state === 'ALARM') return `alarm ${name} is in ALARM (${alarm.reason}): let the service recover first`;
      if (alarm.state !== 'OK') return `alarm ${name} has not enough data to tell: see that its metric is published`;
      if (alarm.lastDatapointAt === undefined || !isFresh(alarm.lastDatapointAt, alarm.period, now)) {
        const age =
          alarm.lastDatapointAt === undefined
            ? 'no datapoint'
            : `its newest datapoint is ${Math.round((now - alarm.lastDatapointAt) / 1000)} s old`;
        return `alarm ${name} is not fresh (${age}): see that its metric is published`;
      }
    }
    return undefined;
  },
};

export const stopCondition = guardrail(rule);
