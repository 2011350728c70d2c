/** Source: AWS FIS actions reference, Amazon EC2 actions. */
import { type FaultDefinition, fisDuration, fisPrice } from '../definition.ts';

const instances = { Instances: 'ec2:instance' };

export const ec2: readonly FaultDefinition[] = [
  {
    id: 'aws:ec2:stop-instances',
    family: 'ec2',
    provider: 'fis',
    summary: 'stops the instances, which lose what they were serving',
    targets: instances,
    reach: { counts: 'members' },
    parameters: [
      fisDuration('how long until FIS starts the instances again', 'startInstancesAfterDuration', false),
      {
        name: 'completeIfInstancesTerminated',
        type: 'boolean',
        required: false,
        default: 'false',
        doc: 'whether an instance that its group has terminated meanwhile counts as done',
      },
    ],
    bounded: { by: 'duration', parameter: 'startInstancesAfterDuration' },
    undo: [
      {
        when: { parameter: 'startInstancesAfterDuration', is: 'absent' },
        by: 'us',
        how: 'start every instance that stands stopped',
      },
      { by: 'provider', how: 'FIS starts the instances after the duration, or when it is stopped' },
    ],
    undoTime: 300_000,
    holes: ['stopped spot instances stay stopped', 'an instance terminated by its group is replaced, not started'],
    pricePerActionMinute: fisPrice,
  },
  {
    id: 'aws:ec2:terminate-instances',
    family: 'ec2',
    provider: 'fis',
    summary: 'terminates the instances for good',
    targets: instances,
    reach: { counts: 'members' },
    parameters: [],
    bounded: { by: 'instant' },
    undo: [{ by: 'nobody', why: 'a terminated instance is gone with its local data; only its group can replace it' }],
    undoTime: 600_000,
    holes: [],
    pricePerActionMinute: fisPrice,
  },
  {
    id: 'aws:ec2:reboot-instances',
    family: 'ec2',
    provider: 'fis',
    summary: 'reboots the instances, which lose what they were serving',
    targets: instances,
    reach: { counts: 'members' },
    parameters: [],
    bounded: { by: 'instant' },
    // The reboot carries its own end: EC2 boots the instance again whether or not anyone of ours is alive.
    undo: [{ by: 'provider', how: 'EC2 boots the instances again by itself' }],
    undoTime: 300_000,
    holes: [],
    pricePerActionMinute: fisPrice,
  },
  {
    id: 'aws:ec2:asg-insufficient-instance-capacity-error',
    family: 'ec2',
    provider: 'fis',
    summary: 'answers the groups’ launches in the named zones with InsufficientInstanceCapacity',
    targets: { AutoScalingGroups: 'ec2:autoscaling-group' },
    reach: { counts: 'nothing', why: 'the groups’ members go on serving; only new ones are missing' },
    parameters: [
      fisDuration('how long launches fail'),
      {
        name: 'availabilityZoneIdentifiers',
        type: 'list',
        required: true,
        doc: 'zone ids or names without capacity',
      },
      {
        name: 'percentage',
        type: 'number',
        unit: '%',
        min: 1,
        max: 100,
        required: false,
        default: '100',
        doc: 'share of launches that fail',
      },
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS lets launches through again after the duration, or when it is stopped' }],
    undoTime: 120_000,
    holes: [],
    pricePerActionMinute: fisPrice,
  },
];
