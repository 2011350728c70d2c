/** Having a group replace a member: what the doctor does to an ill one, and an experiment may do to a sound one. */
import type { FaultDefinition } from '../definition.ts';
import { squallFaults } from './of-squall.ts';

export const replacement: readonly FaultDefinition[] = squallFaults([
  {
    id: 'squall:autoscaling:replace-instance',
    summary: 'tells the groups that the instances are ill, so that they take them out of service and launch others',
    targets: { Instances: { type: 'ec2:instance', most: 10 } },
    reach: { counts: 'members' },
    illToo: true,
    parameters: [],
    bounded: { by: 'instant' },
    undo: [{ by: 'nobody', why: 'an instance that its group replaces is gone with its local data' }],
    undoTime: 600_000,
    holes: [
      {
        what: 'a group that is told not to replace its members marks the instance and keeps it',
        answer: 'a group with ReplaceUnhealthy, Launch or Terminate suspended is refused, and nothing is marked',
      },
    ],
    needs: [
      {
        sid: 'ReplaceInstancesOfOptedInGroups',
        actions: ['autoscaling:SetInstanceHealth'],
        resources: ['arn:{partition}:autoscaling:{region}:{account}:autoScalingGroup:*'],
        optIn: true,
      },
      {
        sid: 'LookAtMembers',
        actions: ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeAutoScalingInstances'],
        resources: ['*'],
        for: ['inject', 'observe'],
      },
    ],
    examples: { minimal: {}, maximal: {} },
  },
]);
