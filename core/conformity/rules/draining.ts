import { spanOf } from '../../experiment/durations.ts';
import { balancersOf } from '../behind.ts';
import { isKnown } from '../known.ts';
import { conforms, finding, notEvaluated, rule } from '../rule.ts';

export const draining = rule({
  rule: 'draining',
  asks: 'a target that leaves has time to end what it serves, and no more than a few minutes',
  severity: 'medium',
  of: ['target-group'],
  proof: 'targets-detached',
  judge({ id, deregistrationDelay: delay, targets }, surroundings) {
    if (targets === 'lambda') return undefined;
    if (!isKnown(delay)) return notEvaluated(delay.notKnown);
    if (delay === 0)
      return finding(
        'a target that leaves loses what it is serving: the deregistration delay is 0 s',
        'a deregistration delay as long as the longest usual request',
        'raise it to 30 s or so',
      );
    const front = balancersOf([id], surroundings);
    if (!isKnown(front)) return notEvaluated(front.notKnown);
    for (const { name, type, idleTimeout } of front) {
      if (type !== 'application' || idleTimeout === undefined) continue;
      if (!isKnown(idleTimeout)) return notEvaluated(idleTimeout.notKnown);
      // Nothing is under way any more once a request was silent for as long as the load balancer lets it be.
      if (delay > Math.max(5 * 60_000, 2 * idleTimeout))
        return finding(
          `a target that leaves is waited for ${spanOf(delay)}, and ${name} gives up a silent request after ${spanOf(idleTimeout)}`,
          'a delay of five minutes at most',
          'lower it: deployments and replacements wait for it each time',
          'low',
        );
    }
    return conforms;
  },
});
