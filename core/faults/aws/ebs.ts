/** Source: AWS FIS actions reference, Amazon EBS actions. */
import type { FaultDefinition } from '../definition.ts';
import type { FaultParameter } from '../parameter.ts';
import { findByTags, lookAtVolumes } from './looking.ts';
import { fisDuration, fisFaults } from './of-fis.ts';

const volumes = { Volumes: { type: 'ec2:ebs-volume' } };

/** Volumes alone may be hit for less than a minute. */
const duration = (doc: string): FaultParameter => ({ ...fisDuration(doc), min: 'PT1S' });

const share = (what: string): FaultParameter => ({
  name: `${what}IOPercentage`,
  type: 'number',
  unit: '%',
  min: 0.1,
  max: 100,
  required: false,
  default: '100',
  doc: `share of ${what}s that are delayed`,
});

const latency = (what: string): FaultParameter => ({
  name: `${what}IOLatencyMilliseconds`,
  type: 'integer',
  unit: 'ms',
  min: 1,
  max: 60_000,
  required: false,
  default: '100',
  doc: `delay of a ${what}; at least 10 on volumes that are not io2`,
});

const oneZone = {
  what: 'volumes must be in one zone, on Nitro instances, and on no Outpost',
  answer: 'FIS refuses others, and the run ends without having broken anything',
};

export const ebs: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:ebs:pause-volume-io',
    summary: 'pauses the volumes’ I/O',
    targets: volumes,
    reach: { counts: 'members' },
    parameters: [duration('how long I/O is paused')],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS lets I/O through again after the duration, or when it is stopped' }],
    undoTime: 120_000,
    holes: [
      oneZone,
      {
        what: 'an instance whose root volume was paused for long may need a reboot',
        answer: 'the recovery probes say whether it came back; nothing is rebooted',
      },
    ],
    needs: [
      { sid: 'PauseOptedInVolumes', actions: ['ec2:PauseVolumeIO'], target: 'Volumes' },
      lookAtVolumes,
      findByTags,
    ],
    examples: { minimal: { duration: 'PT5S' }, maximal: { duration: 'PT12H' } },
  },
  {
    id: 'aws:ebs:volume-io-latency',
    summary: 'delays the volumes’ reads and writes',
    targets: volumes,
    reach: { counts: 'members' },
    parameters: [duration('how long I/O is delayed'), share('read'), latency('read'), share('write'), latency('write')],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS withdraws the delay after the duration, or when it is stopped' }],
    undoTime: 120_000,
    holes: [oneZone],
    needs: [
      { sid: 'DelayOptedInVolumes', actions: ['ec2:InjectVolumeIOLatency'], target: 'Volumes' },
      lookAtVolumes,
      findByTags,
    ],
    examples: {
      minimal: { duration: 'PT5M' },
      maximal: {
        duration: 'PT15M',
        readIOPercentage: 99.9,
        readIOLatencyMilliseconds: 200,
        writeIOPercentage: 50.5,
        writeIOLatencyMilliseconds: 500,
      },
    },
  },
]);
