import { guardrail, type Rule } from './guardrail.ts';
import { alarmsOf, type SourceAlarm, trouble } from './source-alarms.ts';

/** Nothing is broken on purpose while something is broken already: every alarm of the platform's incident source is OK. */
export const rule: Rule<readonly SourceAlarm[]> = {
  rule: 'incident',
  gather: (_question, { stage, metrics }) => alarmsOf(stage.settings.incidentSource, metrics),
  decide: (_question, alarms) => trouble(alarms, 'an incident', 'incidentSource'),
};

export const incident = guardrail(rule);
