/** Names stand for one thing each. */
import { duplicates } from '../../validation/duplicates.ts';
import type { Rule } from './rule.ts';

export const unique: Rule = function* ({ trackers = [], outage }) {
  yield* duplicates(trackers.map(({ name }, i) => [name, ['trackers', i, 'name']]));
  yield* duplicates((outage?.alarms ?? []).map((name, i) => [name, ['outage', 'alarms', i]]));
};
