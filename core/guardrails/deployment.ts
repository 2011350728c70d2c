import { guardrail, type Rule } from './guardrail.ts';
import { alarmsOf, type SourceAlarm, trouble } from './source-alarms.ts';

/** What changes while it is broken shows nothing: every alarm of the platform's deployment source is OK. */
export const rule: Rule<readonly SourceAlarm[]> = {
  rule: 'deployment',
  gather: (_question, { stage, metrics }) => alarmsOf(stage.settings.deploymentSource, metrics),
  decide: (_question, alarms) => trouble(alarms, 'a deployment', 'deploymentSource'),
};

export const deployment = guardrail(rule);
