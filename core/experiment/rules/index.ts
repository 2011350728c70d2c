/** What must hold across fields, in one list. Each rule is given an experiment whose shape is right. */
import { actions } from './actions.ts';
import { calendar } from './calendar.ts';
import { escalation } from './escalation.ts';
import { order } from './order.ts';
import { parameters } from './parameters.ts';
import { probes } from './probes.ts';
import { references } from './references.ts';
import { rollout } from './rollout.ts';
import type { Rule } from './rule.ts';
import { stopCondition } from './stop-condition.ts';
import { targets } from './targets.ts';
import { times } from './times.ts';
import { unique } from './unique.ts';

export const rules: readonly Rule[] = [
  unique,
  parameters,
  references,
  probes,
  stopCondition,
  calendar,
  targets,
  order,
  actions,
  times,
  escalation,
  rollout,
];
