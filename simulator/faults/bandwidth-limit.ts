import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';

const actionId = 'squall:host:bandwidth-limit';

/** Of one answer: 16 KiB, as pages and documents of web services often are. A world says nothing of sizes. */
const answerKilobits = 131;

/**
 * Each answer takes as long as its kilobits take at that rate. The link is no queue here:
 * what a full one delays further, or drops, does not show.
 */
export const bandwidthLimit: Fault = {
  actionId,
  targets: { Instances: 'ec2:instance' },
  plan({ parameters, targets }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    const rate = read.number('kilobitsPerSecond', Number.NaN, 8, 10_000_000);
    if (Number.isNaN(rate)) read.text('kilobitsPerSecond');
    read.oneOf('interface', ['eth0', 'ens5'], 'eth0');
    read.finish();
    const milliseconds = (answerKilobits / rate) * 1000;
    return { duration, effects: [{ kind: 'latency', on: targets.Instances ?? [], milliseconds }] };
  },
};
