import { rebootInstance } from '../control-plane/instances.ts';
import type { Fault } from './fault.ts';
import { idOf } from './ids.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:ec2:reboot-instances';

/** The action ends with the request; the instances are back after `timings.instanceReboot`. */
export const rebootInstances: Fault = {
  actionId,
  targets: { Instances: 'ec2:instance' },
  plan({ parameters }) {
    readParameters(actionId, parameters).finish();
    return { duration: 0, effects: [] };
  },
  begin(plane, { targets }) {
    for (const arn of targets.Instances ?? []) rebootInstance(plane, idOf(arn));
    return undefined;
  },
};
