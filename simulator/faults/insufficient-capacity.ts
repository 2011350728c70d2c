import { NotSimulated } from '../cloud.ts';
import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:ec2:asg-insufficient-instance-capacity-error';

/** Launches of the groups in the zones find no capacity: all of them, or a share drawn one by one. */
export const insufficientCapacity: Fault = {
  actionId,
  targets: { AutoScalingGroups: 'ec2:autoscaling-group' },
  plan({ parameters, targets, model }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    const zones = read.list('availabilityZoneIdentifiers');
    const share = read.number('percentage', 100, 1, 100) / 100;
    read.finish();
    const known = model.regions.flatMap((region) => region.zones);
    const unknown = zones.find((zone) => !known.includes(zone));
    if (unknown !== undefined) {
      throw new NotSimulated(`the simulator does not model the zone ${unknown}: the world has ${known.join(', ')}`);
    }
    return { duration, effects: [{ kind: 'no-capacity', on: targets.AutoScalingGroups ?? [], zones, share }] };
  },
};
