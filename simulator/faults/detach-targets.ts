import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';
import { untilUndone } from './until-undone.ts';

const actionId = 'squall:elb:detach-targets';

/** The load balancers send the instances nothing more; what those are serving they end. Their group has nothing against them. */
export const detachTargets: Fault = {
  actionId,
  targets: { Instances: 'ec2:instance' },
  plan({ parameters, targets }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    read.finish();
    return { duration, effects: [{ kind: 'detached', on: targets.Instances ?? [] }], effectsFor: untilUndone };
  },
};
