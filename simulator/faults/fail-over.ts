import { timings } from '../control-plane/timings.ts';
import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';
import { untilUndone } from './until-undone.ts';

const actionId = 'squall:route53:fail-over';

/** The health checks are taken for failed, whatever they hear, by every record and endpoint group that goes by them. */
export const failOver: Fault = {
  actionId,
  targets: { HealthChecks: 'route53:health-check' },
  plan({ parameters, targets }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    read.finish();
    return {
      duration,
      effects: [{ kind: 'check-failed', on: targets.HealthChecks ?? [] }],
      rampUp: timings.routeChange,
      effectsFor: untilUndone,
    };
  },
};
