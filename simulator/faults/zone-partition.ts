import type { Fault } from './fault.ts';
import { zonesKnown } from './nodes.ts';
import { readParameters } from './parameters.ts';

const actionId = 'squall:host:zone-partition';

/** The hosts neither reach the zone nor are reached from it, load balancers' nodes there included. */
export const zonePartition: Fault = {
  actionId,
  targets: { Instances: 'ec2:instance' },
  plan({ parameters, targets, model }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    const zones = zonesKnown(model, [read.text('zone')]);
    read.finish();
    return { duration, effects: [{ kind: 'apart', on: targets.Instances ?? [], zones }] };
  },
};
