/** EBS volumes of a world's instances. What the group's requests read or write waits; the rest goes on. */
import { NotSimulated } from '../cloud.ts';
import type { Effect } from './effect.ts';
import type { Fault, FaultRequest } from './fault.ts';
import { readParameters } from './parameters.ts';

const pause = 'aws:ebs:pause-volume-io';
const delay = 'aws:ebs:volume-io-latency';
const targets = { Volumes: 'ec2:ebs-volume' };

/** The volumes, and the instances that they are attached to. @throws NotSimulated */
function onVolumes(actionId: string, request: FaultRequest, more: Pick<SlowDisk, 'share' | 'milliseconds'>): SlowDisk {
  const volumes = request.targets.Volumes ?? [];
  const hosts = volumes.map((arn) => {
    const { attachedTo } = request.describe(arn);
    if (attachedTo === undefined)
      throw new NotSimulated(`the simulator does not model ${actionId} on ${arn}: no instance of the world has it`);
    return attachedTo;
  });
  return { kind: 'disk-latency', on: [...volumes, ...hosts], ...more };
}

type SlowDisk = Extract<Effect, { kind: 'disk-latency' }>;

export const pauseVolumeIo: Fault = {
  actionId: pause,
  targets,
  plan(request) {
    const read = readParameters(pause, request.parameters);
    const duration = read.duration('duration');
    read.finish();
    return { duration, effects: [onVolumes(pause, request, { share: 1, milliseconds: 'endless' })] };
  },
};

/** Reads and writes are delayed alike: a world does not tell one from the other. */
export const volumeIoLatency: Fault = {
  actionId: delay,
  targets,
  plan(request) {
    const read = readParameters(delay, request.parameters);
    const duration = read.duration('duration');
    const [reads, writes] = [
      read.number('readIOPercentage', 100, 0.1, 100),
      read.number('writeIOPercentage', 100, 0.1, 100),
    ];
    const readTime = read.number('readIOLatencyMilliseconds', 100, 1, 60_000);
    const writeTime = read.number('writeIOLatencyMilliseconds', 100, 1, 60_000);
    read.finish();
    if (reads !== writes || readTime !== writeTime)
      throw new NotSimulated(`the simulator does not model ${delay} with reads and writes delayed differently`);
    return { duration, effects: [onVolumes(delay, request, { share: reads / 100, milliseconds: readTime })] };
  },
};
