import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';

const actionId = 'squall:host:process-pause';

/**
 * What serves on a host is one process here, whatever it is called: paused, it answers
 * nobody, health checks included, and EC2 shows the host as running.
 */
export const processPause: Fault = {
  actionId,
  targets: { Instances: 'ec2:instance' },
  plan({ parameters, targets }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    read.text('process');
    read.finish();
    return { duration, effects: [{ kind: 'cut-off', on: targets.Instances ?? [] }] };
  },
};
