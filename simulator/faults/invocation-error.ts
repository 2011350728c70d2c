import { timings } from '../control-plane/timings.ts';
import { beforeWork } from './before-work.ts';
import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:lambda:invocation-error';

/**
 * A share of invocations fails at once. Only with `preventExecution`: otherwise the
 * function would run first and its answer be replaced, which takes time that traffic does
 * not model. The whole share sets in after the ramp, where FIS climbs to it.
 */
export const invocationError: Fault = {
  actionId,
  targets: { Functions: 'lambda:function' },
  plan({ parameters, targets }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    const share = read.number('invocationPercentage', 100, 1, 100) / 100;
    beforeWork(actionId, read);
    read.finish();
    return {
      duration,
      effects: [{ kind: 'invocation-error', on: targets.Functions ?? [], share }],
      rampUp: timings.lambdaRampUp,
      rampDown: timings.lambdaRampDown,
    };
  },
};
