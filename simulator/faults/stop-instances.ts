import { isTerminated, startInstance, stopInstance } from '../control-plane/instances.ts';
import { timings } from '../control-plane/timings.ts';
import type { Fault } from './fault.ts';
import { idOf } from './ids.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:ec2:stop-instances';
const restart = 'startInstancesAfterDuration';
const forgiving = 'completeIfInstancesTerminated';

/**
 * With a duration, FIS starts the instances again at its end or when it is stopped; one
 * that has been terminated meanwhile fails the action then, unless that is forgiven.
 * Without, the action ends at once and the instances stay stopped.
 */
export const stopInstances: Fault = {
  actionId,
  targets: { Instances: 'ec2:instance' },
  plan({ parameters }) {
    const read = readParameters(actionId, parameters);
    const duration = read.optionalDuration(restart) ?? 0;
    read.boolean(forgiving, false);
    read.finish();
    return { duration, effects: [] };
  },
  begin(plane, { targets }) {
    for (const arn of targets.Instances ?? []) stopInstance(plane, idOf(arn));
    return undefined;
  },
  end(plane, { parameters, targets }) {
    if (parameters[restart] === undefined) return undefined;
    const ids = (targets.Instances ?? []).map(idOf);
    const terminated = ids.filter((id) => isTerminated(plane, id));
    for (const id of ids) startInstance(plane, id);
    if (terminated.length === 0 || parameters[forgiving] === 'true') return undefined;
    return `cannot start ${terminated.join(', ')}: terminated`;
  },
  undoTime: ({ parameters }) => (parameters[restart] === undefined ? timings.experimentStop : timings.instanceStart),
};
