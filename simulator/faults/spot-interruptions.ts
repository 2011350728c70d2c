import { NotSimulated } from '../cloud.ts';
import { interruptSpot, notice } from '../control-plane/spot.ts';
import type { Fault } from './fault.ts';
import { idOf } from './ids.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:ec2:send-spot-instance-interruptions';

/** Each instance is told two minutes before, and terminated. A stop before it was told calls it off. */
export const spotInterruptions: Fault = {
  actionId,
  targets: { SpotInstances: 'ec2:spot-instance' },
  plan({ parameters }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('durationBeforeInterruption');
    read.finish();
    if (duration < notice)
      throw new NotSimulated(`the simulator does not model ${actionId} in less than ${notice / 1000} seconds`);
    return { duration, effects: [] };
  },
  begin(plane, { parameters, targets }, experiment) {
    const wait = readParameters(actionId, parameters).duration('durationBeforeInterruption');
    for (const arn of targets.SpotInstances ?? []) interruptSpot(plane, idOf(arn), wait, experiment);
    return undefined;
  },
};
