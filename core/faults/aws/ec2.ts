/** Source: AWS FIS actions reference, Amazon EC2 actions. */
import type { FaultDefinition } from '../definition.ts';
import { fisDuration, fisFaults } from './of-fis.ts';

const instances = { Instances: { type: 'ec2:instance' } };
const look = { sid: 'LookAtInstances', actions: ['ec2:DescribeInstances'], resources: ['*'] };

/** An instance with encrypted volumes starts only if EC2 is let use their key for it: without this it would stay stopped. */
const startEncrypted = {
  sid: 'StartWithEncryptedVolumes',
  actions: ['kms:CreateGrant'],
  resources: ['arn:{partition}:kms:{region}:{account}:key/*'],
  conditions: {
    StringEquals: { 'kms:ViaService': 'ec2.{region}.amazonaws.com' },
    Bool: { 'kms:GrantIsForAWSResource': 'true' },
  },
};
const start = { sid: 'StartOptedInInstances', actions: ['ec2:StartInstances'], target: 'Instances' };
const again = { parameter: 'startInstancesAfterDuration', is: 'present' };
const forGood = { parameter: 'startInstancesAfterDuration', is: 'absent' };

export const ec2: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:ec2:stop-instances',
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
      { when: forGood, by: 'us', how: 'start every instance that stands stopped' },
      { by: 'provider', how: 'FIS starts the instances after the duration, or when it is stopped' },
    ],
    undoTime: 300_000,
    holes: [
      {
        what: 'stopped spot instances stay stopped',
        answer:
          'the snapshot is compared after the run, and what still stands stopped is a leftover that someone is told of',
      },
      {
        what: 'an instance terminated by its group is replaced, not started',
        answer:
          'the run is judged by whether the group healed; completeIfInstancesTerminated says that this is expected',
      },
    ],
    needs: [
      { sid: 'StopOptedInInstances', actions: ['ec2:StopInstances'], target: 'Instances' },
      { ...start, when: again },
      { ...startEncrypted, when: again },
      look,
      { ...start, when: forGood, for: ['undo'] },
      { ...startEncrypted, when: forGood, for: ['undo'] },
    ],
    examples: {
      minimal: {},
      maximal: { startInstancesAfterDuration: 'PT10M', completeIfInstancesTerminated: true },
    },
  },
  {
    id: 'aws:ec2:terminate-instances',
    summary: 'terminates the instances for good',
    targets: instances,
    reach: { counts: 'members' },
    parameters: [],
    bounded: { by: 'instant' },
    undo: [{ by: 'nobody', why: 'a terminated instance is gone with its local data; only its group can replace it' }],
    undoTime: 600_000,
    holes: [],
    needs: [{ sid: 'TerminateOptedInInstances', actions: ['ec2:TerminateInstances'], target: 'Instances' }, look],
    examples: { minimal: {}, maximal: {} },
  },
  {
    id: 'aws:ec2:reboot-instances',
    summary: 'reboots the instances, which lose what they were serving',
    targets: instances,
    reach: { counts: 'members' },
    parameters: [],
    bounded: { by: 'instant' },
    // The reboot carries its own end: EC2 boots the instance again whether or not anyone of ours is alive.
    undo: [{ by: 'provider', how: 'EC2 boots the instances again by itself' }],
    undoTime: 300_000,
    holes: [],
    needs: [{ sid: 'RebootOptedInInstances', actions: ['ec2:RebootInstances'], target: 'Instances' }, look],
    examples: { minimal: {}, maximal: {} },
  },
  {
    id: 'aws:ec2:asg-insufficient-instance-capacity-error',
    summary: 'answers the groups’ launches in the named zones with InsufficientInstanceCapacity',
    targets: { AutoScalingGroups: { type: 'ec2:autoscaling-group' } },
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
        type: 'integer',
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
    needs: [
      {
        sid: 'RefuseLaunchesOfGroups',
        actions: ['ec2:InjectApiError'],
        resources: ['*'],
        conditions: {
          'ForAllValues:StringEquals': { 'ec2:FisActionId': ['aws:ec2:asg-insufficient-instance-capacity-error'] },
          Null: { 'ec2:FisActionId': 'false' },
        },
      },
      { sid: 'LookAtGroups', actions: ['autoscaling:DescribeAutoScalingGroups'], resources: ['*'] },
    ],
    examples: {
      minimal: { duration: 'PT5M', availabilityZoneIdentifiers: ['euc1-az1'] },
      maximal: { duration: 'PT30M', availabilityZoneIdentifiers: ['euc1-az1', 'euc1-az2'], percentage: 50 },
    },
  },
]);
