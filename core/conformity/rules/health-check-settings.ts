import { spanOf } from '../../experiment/durations.ts';
import { isKnown } from '../known.ts';
import { conforms, finding, notEvaluated, rule } from '../rule.ts';

/** Answered by most servers whether or not what stands behind them works. */
const root = '/';

export const healthCheckSettings = rule({
  rule: 'health-check-settings',
  asks: 'a target group asks a page of its own, and takes a target out soon after its last answer',
  severity: 'medium',
  of: ['target-group'],
  proof: 'process-paused',
  judge({ healthCheck: check, targets }, { limits }) {
    // Those of functions are off unless somebody wants them, and a call each of them costs.
    if (targets === 'lambda') return undefined;
    if (!isKnown(check)) return notEvaluated(check.notKnown);
    if (!check.enabled) return finding('its health checks are off', 'health checks', 'turn them on', 'high');
    const wrong: string[] = [];
    const takes = check.interval * check.unhealthyAfter;
    if (takes > limits.detection)
      wrong.push(
        `${check.unhealthyAfter} failed checks ${spanOf(check.interval)} apart take ${spanOf(takes)} to tell that a target is ill`,
      );
    if (check.timeout >= check.interval)
      wrong.push(`a check may take ${spanOf(check.timeout)}, and the next comes after ${spanOf(check.interval)}`);
    if (check.path !== undefined && isKnown(check.path) && check.path === root)
      wrong.push('it asks for /, which most servers answer whatever is broken behind them');
    if (wrong.length > 0)
      return finding(
        wrong.join('; '),
        `a path of its own, and at most ${spanOf(limits.detection)} from the last answer to being taken out`,
        'shorten interval and threshold, and let a page answer that looks at what the service cannot do without',
      );
    if (check.path !== undefined && !isKnown(check.path))
      return notEvaluated(`what it asks for is not known: ${check.path.notKnown}`);
    return conforms;
  },
});
