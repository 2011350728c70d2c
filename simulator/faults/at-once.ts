/** Faults that are over with the request: something is done to each instance, and nothing stays in force. */
import type { Plane } from '../control-plane/plane.ts';
import type { Fault } from './fault.ts';
import { idOf } from './ids.ts';
import { readParameters } from './parameters.ts';

/** @param act with the instance's own id */
export const atOnce = (actionId: string, act: (plane: Plane, instance: string) => void): Fault => ({
  actionId,
  targets: { Instances: 'ec2:instance' },
  plan({ parameters }) {
    readParameters(actionId, parameters).finish();
    return { duration: 0, effects: [] };
  },
  begin(plane, { targets }) {
    for (const arn of targets.Instances ?? []) act(plane, idOf(arn));
    return undefined;
  },
});
