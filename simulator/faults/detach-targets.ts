import type { Fault } from './fault.ts';
import { groupOf } from './nodes.ts';
import { readParameters } from './parameters.ts';
import { untilUndone } from './until-undone.ts';

const actionId = 'squall:elb:detach-targets';

/** The load balancers send the instances nothing more; what those are serving they end. Their group has nothing against them. */
export const detachTargets: Fault = {
  actionId,
  targets: { Instances: 'ec2:instance' },
  plan(request) {
    const { parameters, targets } = request;
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    read.finish();
    // Load balancers of a world have pods as their targets, never the nodes under them.
    for (const arn of targets.Instances ?? []) groupOf(actionId, arn, request);
    return { duration, effects: [{ kind: 'detached', on: targets.Instances ?? [] }], effectsFor: untilUndone };
  },
};
