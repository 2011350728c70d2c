import { timings } from '../control-plane/timings.ts';
import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:lambda:invocation-add-delay';

/** Every invocation is delayed. The whole delay sets in after the ramp, where FIS climbs to it. */
export const invocationAddDelay: Fault = {
  actionId,
  targets: { Functions: 'lambda:function' },
  plan({ parameters, targets }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    const milliseconds = read.number('startupDelayMilliseconds', 1000, 0, 900_000);
    read.number('invocationPercentage', 100, 100, 100);
    read.finish();
    return {
      duration,
      effects: [{ kind: 'invocation-delay', on: targets.Functions ?? [], milliseconds }],
      rampUp: timings.lambdaRampUp,
      rampDown: timings.lambdaRampDown,
    };
  },
};
