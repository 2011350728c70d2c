/**
 * More capacity in the place that takes over. Nothing that serves is taken away, and what others
 * raise further meanwhile is theirs. `core/faults/raised-capacity.ts` says what a step asks for.
 */
import type { FaultDefinition, FaultHole, FaultReach } from '../definition.ts';
import type { FaultParameter } from '../parameter.ts';
import { untilInService } from '../raised-capacity.ts';
import { ownDuration } from './duration.ts';
import { type OfSquall, squallFaults } from './of-squall.ts';

const most = 100;

const parametersOf = (members: string): readonly FaultParameter[] => [
  ownDuration('how long until it is put back'),
  {
    name: 'desired',
    type: 'integer',
    min: 1,
    max: 10_000,
    required: false,
    doc: `how many ${members} each is to have at least`,
  },
  {
    name: 'percent',
    type: 'number',
    unit: '%',
    min: 101,
    max: 1000,
    required: false,
    default: '200, where desired is left out too',
    doc: `how many ${members} each is to have at least, of those that it is told to have; with desired, the larger holds`,
  },
];

const reach: FaultReach = { counts: 'nothing', why: 'capacity is added, and nothing that serves is taken away' };

const notSooner: FaultHole = {
  what: 'capacity that the zone or the account does not have is waited for as long as the duration says',
  answer: 'the step has not begun until all of it is in service, and says how much is; the pre-checks ask for quotas',
};
const between: FaultHole = {
  what: 'AWS takes no condition with the call that puts it back, so that a change made by others in that second is lost',
  answer: 'it is looked at just before; what scaling policies have raised further is left as they want it, and said',
};

const common = {
  reach,
  moves: 'capacity',
  bounded: { by: 'duration', parameter: 'duration' },
  beginTime: untilInService,
  undoTime: 600_000,
  examples: { minimal: { duration: 'PT30M' }, maximal: { duration: 'PT12H', desired: 12, percent: 250 } },
} as const satisfies Partial<OfSquall>;

export const capacity: readonly FaultDefinition[] = squallFaults([
  {
    ...common,
    id: 'squall:autoscaling:raise-capacity',
    summary: 'raises the groups’ desired and minimum capacity, and waits until that many members are in service',
    targets: { AutoScalingGroups: { type: 'ec2:autoscaling-group', most } },
    parameters: parametersOf('members'),
    undo: [
      {
        by: 'us',
        how: 'put the groups’ minimum and maximum back, and the desired capacity where no policy has raised it further',
      },
    ],
    holes: [
      notSooner,
      {
        what: 'which members are terminated when it is put back is for the group’s termination policy to choose, and they need not be those that came',
        answer: 'never more than were added; the run is judged by the counts',
      },
      between,
    ],
    needs: [
      {
        sid: 'ScaleOptedInGroups',
        actions: ['autoscaling:UpdateAutoScalingGroup'],
        target: 'AutoScalingGroups',
        for: ['inject', 'undo'],
      },
      {
        sid: 'LookAtGroups',
        actions: ['autoscaling:DescribeAutoScalingGroups'],
        resources: ['*'],
        for: ['inject', 'observe', 'undo'],
      },
    ],
  },
  {
    ...common,
    id: 'squall:ecs:raise-capacity',
    summary: 'raises the services’ desired count, and waits until that many tasks run',
    targets: { Services: { type: 'ecs:service', most } },
    parameters: parametersOf('tasks'),
    undo: [{ by: 'us', how: 'put the services’ desired count back, where no policy has raised it further' }],
    holes: [
      notSooner,
      {
        what: 'a scaling policy of the service may stop tasks again before the duration is over, since a service has no minimum of its own',
        answer:
          'the fault is then seen to have ended, and the run says so; raise the minimum of the service’s scalable target for as long as the drill lasts',
      },
      between,
    ],
    needs: [
      { sid: 'ScaleOptedInServices', actions: ['ecs:UpdateService'], target: 'Services', for: ['inject', 'undo'] },
      {
        sid: 'LookAtServices',
        actions: ['ecs:DescribeServices'],
        target: 'Services',
        optIn: { cannot: 'a service is looked at before it is known to have opted in, and nothing is changed' },
        for: ['inject', 'observe', 'undo'],
      },
    ],
  },
  {
    ...common,
    id: 'squall:eks:raise-capacity',
    summary:
      'raises the desired and minimum size of managed node groups, and waits until that many nodes are in service',
    targets: { Nodegroups: { type: 'eks:nodegroup', most: 10 } },
    parameters: parametersOf('nodes'),
    undo: [
      {
        by: 'us',
        how: 'put the node groups’ minimum and maximum back, and the desired size where no autoscaler has raised it further',
      },
    ],
    holes: [
      notSooner,
      {
        what: 'a node that is in service of its group need not have joined its cluster, and pods are not started by nodes alone',
        answer:
          'probes of the service say whether it serves; raise the replicas of the deployment, or let its autoscaler',
      },
      between,
    ],
    needs: [
      {
        sid: 'ScaleOptedInNodegroups',
        actions: ['eks:UpdateNodegroupConfig'],
        target: 'Nodegroups',
        for: ['inject', 'undo'],
      },
      {
        sid: 'LookAtNodegroups',
        actions: ['eks:DescribeNodegroup'],
        target: 'Nodegroups',
        optIn: { cannot: 'a node group is looked at before it is known to have opted in, and nothing is changed' },
        for: ['inject', 'observe', 'undo'],
      },
      {
        sid: 'LookAtGroups',
        actions: ['autoscaling:DescribeAutoScalingGroups'],
        resources: ['*'],
        for: ['inject', 'observe', 'undo'],
      },
    ],
  },
]);
