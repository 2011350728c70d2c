import { NotSimulated } from '../cloud.ts';
import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';
import { untilUndone } from './until-undone.ts';

const actionId = 'squall:lambda:throttle';

/**
 * Every invocation is turned away at once. A limit above nought would let as many through as
 * end in time, and the simulator has no count of a function's environments.
 */
export const throttleFunctions: Fault = {
  actionId,
  targets: { Functions: 'lambda:function' },
  plan({ parameters, targets }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    const concurrency = read.number('concurrency', 0, 0, 1000);
    read.finish();
    if (concurrency > 0)
      throw new NotSimulated(
        `the simulator does not model ${actionId} with concurrency ${concurrency}: it models 0, where no invocation is let through`,
      );
    return {
      duration,
      effects: [{ kind: 'invocation-error', on: targets.Functions ?? [], share: 1 }],
      effectsFor: untilUndone,
    };
  },
};
