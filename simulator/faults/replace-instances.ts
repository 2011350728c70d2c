import { evict } from '../control-plane/instances.ts';
import { timings } from '../control-plane/timings.ts';
import type { Fault } from './fault.ts';
import { idOf } from './ids.ts';
import { readParameters } from './parameters.ts';

const actionId = 'squall:autoscaling:replace-instance';

/** Its group takes it out of service, gives it time to end what it serves, and launches another at once. */
export const replaceInstances: Fault = {
  actionId,
  targets: { Instances: 'ec2:instance' },
  plan({ parameters }) {
    readParameters(actionId, parameters).finish();
    return { duration: 0, effects: [] };
  },
  begin(plane, { targets }) {
    for (const arn of targets.Instances ?? []) evict(plane, idOf(arn), timings.deregistration);
    return undefined;
  },
};
