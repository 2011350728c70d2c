/** Source: AWS FIS actions reference, Amazon EC2 actions. */
import type { FaultDefinition } from '../definition.ts';
import { instanceCapacity } from './instance-capacity.ts';
import { lookAtInstances } from './looking.ts';
import { fisDuration, fisFaults } from './of-fis.ts';

const instances = { Instances: { type: 'ec2:instance' } };

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
      lookAtInstances,
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
    needs: [
      { sid: 'TerminateOptedInInstances', actions: ['ec2:TerminateInstances'], target: 'Instances' },
      lookAtInstances,
    ],
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
    needs: [{ sid: 'RebootOptedInInstances', actions: ['ec2:RebootInstances'], target: 'Instances' }, lookAtInstances],
    examples: { minimal: {}, maximal: {} },
  },
  {
    id: 'aws:ec2:send-spot-instance-interruptions',
    summary: 'interrupts the spot instances, two minutes after they are told of it',
    targets: { SpotInstances: { type: 'ec2:spot-instance' } },
    reach: { counts: 'members' },
    parameters: [
      {
        name: 'durationBeforeInterruption',
        type: 'duration',
        min: 'PT2M',
        max: 'PT15M',
        required: true,
        doc: 'how long until the instances are interrupted; they are told at once that their risk has risen',
      },
    ],
    bounded: { by: 'duration', parameter: 'durationBeforeInterruption' },
    undo: [
      {
        by: 'nobody',
        why: 'an interrupted spot instance is terminated or stopped by EC2; only its group can replace it',
      },
    ],
    undoTime: 600_000,
    holes: [
      {
        what: 'a spot instance whose interruption behaviour is stop stays stopped',
        answer: 'the step declares itself irreversible, and the run is judged by whether the group healed',
      },
    ],
    needs: [
      {
        sid: 'InterruptOptedInInstances',
        actions: ['ec2:SendSpotInstanceInterruptions'],
        target: 'SpotInstances',
      },
      lookAtInstances,
    ],
    examples: {
      minimal: { durationBeforeInterruption: 'PT2M' },
      maximal: { durationBeforeInterruption: 'PT15M' },
    },
  },
  ...instanceCapacity,
]);
