/** Rule 2 of the format: a stop condition is required, and doing without one takes a reason. */
import { problem } from '../../validation/problem.ts';
import type { Rule } from './rule.ts';

export const stopCondition: Rule = function* ({ guardrails: { stopAlarms, unsafe } }) {
  if (!stopAlarms && unsafe?.noStopCondition === undefined)
    yield problem(['guardrails', 'stopAlarms'], {
      found: 'nothing',
      allowed:
        'the names of the CloudWatch alarms that stop the run, or guardrails.unsafe.noStopCondition with the reason for doing without',
    });
  if (stopAlarms && unsafe?.noStopCondition !== undefined)
    yield problem(['guardrails', 'unsafe', 'noStopCondition'], {
      found: 'a reason for having no stop condition, beside guardrails.stopAlarms',
      allowed: 'one of the two',
    });
};
