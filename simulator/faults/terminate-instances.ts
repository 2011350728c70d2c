import { terminateInstance } from '../control-plane/instances.ts';
import type { Fault } from './fault.ts';
import { idOf } from './ids.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:ec2:terminate-instances';

/** At once, and for good. What the instances were serving is lost without a drain. */
export const terminateInstances: Fault = {
  actionId,
  targets: { Instances: 'ec2:instance' },
  plan({ parameters }) {
    readParameters(actionId, parameters).finish();
    return { duration: 0, effects: [] };
  },
  begin(plane, { targets }) {
    for (const arn of targets.Instances ?? []) terminateInstance(plane, idOf(arn));
    return undefined;
  },
};
