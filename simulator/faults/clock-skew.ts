import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';

const actionId = 'squall:host:clock-skew';

/**
 * The hosts' clocks are off. Beyond five minutes AWS refuses the calls that they sign;
 * tokens that they check have expired, or are not valid yet, in proportion.
 */
export const clockSkew: Fault = {
  actionId,
  targets: { Instances: 'ec2:instance' },
  plan({ parameters, targets }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    const seconds = read.number('skewSeconds', Number.NaN, -86_400, 86_400);
    if (Number.isNaN(seconds)) read.text('skewSeconds');
    read.finish();
    return { duration, effects: [{ kind: 'clock-skew', on: targets.Instances ?? [], milliseconds: seconds * 1000 }] };
  },
};
