import { looksAt } from '../alarms-of.ts';
import { isKnown } from '../known.ts';
import { conforms, finding, notEvaluated, rule } from '../rule.ts';
import { listed } from '../words.ts';

export const alarmsPresent = rule({
  rule: 'alarms-present',
  asks: 'each service has an alarm that tells somebody',
  severity: 'high',
  of: ['service'],
  proof: 'error-injection',
  judge(service, { all, unread, limits }) {
    const why = unread('alarm');
    if (why !== undefined) return notEvaluated(`alarms could not be read: ${why}`);
    const looking = all('alarm').filter((alarm) => looksAt(alarm, service, limits.serviceTags));
    if (looking.length === 0)
      return finding(
        'no alarm looks at it: none has a dimension that names it or what it is made of, or carries its tag',
        'an alarm on what its callers see: errors, and latency',
        'make one, and name it as a stop alarm of its experiments',
      );
    const telling = looking.filter(({ actions }) => !isKnown(actions) || (actions.enabled && actions.onAlarm > 0));
    if (telling.length === 0)
      return finding(
        `${listed(looking.map(({ name }) => name))} tell nobody: their actions are off, or there are none`,
        'an action on ALARM, such as a topic that pages somebody',
        'add one, or turn the actions on',
        'medium',
      );
    const unsure = telling.find(({ actions }) => !isKnown(actions));
    if (telling.every(({ actions }) => !isKnown(actions)) && unsure && !isKnown(unsure.actions))
      return notEvaluated(
        `${listed(telling.map(({ name }) => name))} look at it; whom they tell is not known: ${unsure.actions.notKnown}`,
      );
    return conforms;
  },
});
