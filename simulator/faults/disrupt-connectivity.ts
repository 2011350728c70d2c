import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:network:disrupt-connectivity';

/**
 * Nothing in the subnets' zones is reached from elsewhere: instances, database instances,
 * and with them what the load balancers had there. A world has one subnet a zone, and its
 * callers are all elsewhere, so that the scopes `all` and `availability-zone` come to the
 * same. EC2 shows the instances as running, and no group replaces them.
 */
export const disruptConnectivity: Fault = {
  actionId,
  targets: { Subnets: 'ec2:subnet' },
  plan({ parameters, targets, describe }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    read.oneOf('scope', ['all', 'availability-zone']);
    read.finish();
    const zones = (targets.Subnets ?? []).flatMap((arn) => describe(arn).zone ?? []);
    return { duration, effects: [{ kind: 'unreachable', zones }] };
  },
};
