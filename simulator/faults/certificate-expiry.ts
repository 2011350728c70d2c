import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';

const actionId = 'squall:host:certificate-expiry';

/**
 * Whoever checks the hosts' certificate turns them away at once: each call fails. Load
 * balancers check none, so that to them the hosts are healthy.
 */
export const certificateExpiry: Fault = {
  actionId,
  targets: { Instances: 'ec2:instance' },
  plan({ parameters, targets }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    for (const name of ['certificate', 'key']) read.text(name);
    read.text('reload', '');
    read.finish();
    return { duration, effects: [{ kind: 'invocation-error', on: targets.Instances ?? [], share: 1 }] };
  },
};
