/** Network faults in the pods of EKS. Source: AWS FIS actions reference, Amazon EKS actions. */
import type { FaultParameter } from '../parameter.ts';
import { orchestrated, orchestration, untilPodEnds } from './eks-pods.ts';
import {
  delayMilliseconds,
  flowsPercent,
  jitterMilliseconds,
  lossPercent,
  protocol,
  trafficType,
} from './network-shaping.ts';
import { fisDuration, type OfFis } from './of-fis.ts';
import { port, sources } from './parameters.ts';

const interfaces: FaultParameter = {
  name: 'interface',
  type: 'list',
  required: false,
  default: 'DEFAULT',
  doc: 'network interfaces; ALL, or DEFAULT for the first',
};

export const eksPodNetwork: readonly OfFis[] = [
  {
    id: 'aws:eks:pod-network-blackhole-port',
    summary: 'drops the pods’ traffic on a port',
    ...untilPodEnds,
    parameters: [
      fisDuration('how long traffic is dropped'),
      protocol(true),
      trafficType(true),
      port('port'),
      ...orchestration,
    ],
    examples: {
      minimal: {
        duration: 'PT5M',
        protocol: 'tcp',
        trafficType: 'egress',
        port: 5432,
        kubernetesServiceAccount: 'fis',
      },
      maximal: { duration: 'PT10M', protocol: 'udp', trafficType: 'ingress', port: 53, ...orchestrated },
    },
  },
  {
    id: 'aws:eks:pod-network-latency',
    summary: 'delays the packets that the pods send',
    ...untilPodEnds,
    parameters: [
      fisDuration('how long packets are delayed'),
      interfaces,
      delayMilliseconds,
      jitterMilliseconds,
      flowsPercent,
      sources('sources'),
      ...orchestration,
    ],
    examples: {
      minimal: { duration: 'PT5M', kubernetesServiceAccount: 'fis' },
      maximal: {
        duration: 'PT10M',
        interface: ['eth0', 'eth1'],
        delayMilliseconds: 300,
        jitterMilliseconds: 50,
        flowsPercent: 25,
        sources: ['DYNAMODB', '10.0.0.0/16'],
        ...orchestrated,
      },
    },
  },
  {
    id: 'aws:eks:pod-network-packet-loss',
    summary: 'drops a share of the packets that the pods send',
    ...untilPodEnds,
    parameters: [
      fisDuration('how long packets are dropped'),
      interfaces,
      lossPercent,
      flowsPercent,
      sources('sources'),
      ...orchestration,
    ],
    examples: {
      minimal: { duration: 'PT5M', kubernetesServiceAccount: 'fis' },
      maximal: {
        duration: 'PT10M',
        interface: ['ALL'],
        lossPercent: 30,
        flowsPercent: 50,
        sources: ['euc1-az2', 'payments.example'],
        ...orchestrated,
      },
    },
  },
];
