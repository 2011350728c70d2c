/** What tells of trouble in a rehearsal is an alarm of its world: any other would refuse every run. */
import { unknownName } from '../../validation/unknown-name.ts';
import type { Rule } from './rule.ts';

export const platform: Rule = function* ({ platform: asked = {}, alarms = [], told = [] }) {
  const known = [...alarms, ...told].map(({ name }) => name);
  for (const key of ['incidentSource', 'deploymentSource'] as const) {
    const source = asked[key];
    if (source === undefined || source === 'none') continue;
    for (const [i, name] of source.alarms.entries())
      if (!known.includes(name)) yield unknownName(['platform', key, 'alarms', i], name, 'alarms', known);
  }
};
