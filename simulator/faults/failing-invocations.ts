/** A share of a function's invocations fails before any work. The whole share sets in after the ramp, where FIS climbs to it. */
import { timings } from '../control-plane/timings.ts';
import type { Fault } from './fault.ts';
import { type Parameters, readParameters } from './parameters.ts';

/** @param rest reads what the action has besides. @throws NotSimulated */
export const failingInvocations = (actionId: string, rest: (read: Parameters) => void): Fault => ({
  actionId,
  targets: { Functions: 'lambda:function' },
  plan({ parameters, targets }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    const share = read.number('invocationPercentage', 100, 1, 100) / 100;
    rest(read);
    read.finish();
    return {
      duration,
      effects: [{ kind: 'invocation-error', on: targets.Functions ?? [], share }],
      rampUp: timings.lambdaRampUp,
      rampDown: timings.lambdaRampDown,
    };
  },
});
