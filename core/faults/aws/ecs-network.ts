/** Network faults in ECS tasks. Source: AWS FIS actions reference, Amazon ECS actions. */
import type { FaultNeed } from '../need.ts';
import type { FaultParameter } from '../parameter.ts';
import { commandByDocument, commandTasks, installDependencies, tasks, untilDocumentEnds } from './ecs-tasks.ts';
import { lookAtInstances, lookAtSubnets } from './looking.ts';
import {
  delayMilliseconds,
  flowsPercent,
  jitterMilliseconds,
  lossPercent,
  protocol,
  trafficType,
} from './network-shaping.ts';
import { fisDuration, type OfFis } from './of-fis.ts';
import { flag, port, sources } from './parameters.ts';

const endpoints: FaultParameter = flag(
  'useEcsFaultInjectionEndpoints',
  'false',
  'whether the ECS agent injects the fault: asked for on Fargate',
);

/** By the ECS agent's own endpoints, or by tools that the document finds in the task. */
const commands = (byAgent: string, byTools: string): readonly FaultNeed[] => [
  ...commandTasks(),
  { ...commandByDocument(byAgent), when: { parameter: endpoints.name, is: 'true' } },
  ...['false', 'absent'].map((is) => ({ ...commandByDocument(byTools), when: { parameter: endpoints.name, is } })),
];

/** Zones and services among the sources are turned into addresses. */
const lookAround: readonly FaultNeed[] = [
  {
    sid: 'LookAtContainerInstances',
    actions: ['ecs:DescribeContainerInstances'],
    resources: ['arn:{partition}:ecs:{region}:{account}:container-instance/*'],
  },
  lookAtInstances,
  lookAtSubnets,
];

export const ecsNetwork: readonly OfFis[] = [
  {
    id: 'aws:ecs:task-network-blackhole-port',
    summary: 'drops the tasks’ traffic on a port',
    targets: tasks,
    reach: { counts: 'members' },
    parameters: [
      fisDuration('how long traffic is dropped'),
      port('port'),
      trafficType(true),
      protocol(false),
      installDependencies,
      endpoints,
    ],
    ...untilDocumentEnds,
    needs: commands('AWSFIS-Run-Network-Blackhole-Port-ECS', 'AWSFIS-Run-Network-Blackhole-Port'),
    examples: {
      minimal: { duration: 'PT5M', port: 5432, trafficType: 'egress' },
      maximal: {
        duration: 'PT10M',
        port: 443,
        trafficType: 'ingress',
        protocol: 'tcp',
        installDependencies: true,
        useEcsFaultInjectionEndpoints: true,
      },
    },
  },
  {
    id: 'aws:ecs:task-network-latency',
    summary: 'delays the packets that the tasks send',
    targets: tasks,
    reach: { counts: 'members' },
    parameters: [
      fisDuration('how long packets are delayed'),
      delayMilliseconds,
      jitterMilliseconds,
      flowsPercent,
      sources('sources'),
      installDependencies,
      endpoints,
    ],
    ...untilDocumentEnds,
    needs: [...commands('AWSFIS-Run-Network-Latency-ECS', 'AWSFIS-Run-Network-Latency-Sources'), ...lookAround],
    examples: {
      minimal: { duration: 'PT5M' },
      maximal: {
        duration: 'PT10M',
        delayMilliseconds: 300,
        jitterMilliseconds: 50,
        flowsPercent: 25,
        sources: ['DYNAMODB', '10.0.0.0/16'],
        installDependencies: true,
        useEcsFaultInjectionEndpoints: true,
      },
    },
  },
  {
    id: 'aws:ecs:task-network-packet-loss',
    summary: 'drops a share of the packets that the tasks send',
    targets: tasks,
    reach: { counts: 'members' },
    parameters: [
      fisDuration('how long packets are dropped'),
      lossPercent,
      flowsPercent,
      sources('sources'),
      installDependencies,
      endpoints,
    ],
    ...untilDocumentEnds,
    needs: [...commands('AWSFIS-Run-Network-Packet-Loss-ECS', 'AWSFIS-Run-Network-Packet-Loss-Sources'), ...lookAround],
    examples: {
      minimal: { duration: 'PT5M' },
      maximal: {
        duration: 'PT10M',
        lossPercent: 30,
        flowsPercent: 50,
        sources: ['S3'],
        installDependencies: false,
        useEcsFaultInjectionEndpoints: false,
      },
    },
  },
];
