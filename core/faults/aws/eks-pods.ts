/** Faults in the pods of EKS. Source: AWS FIS actions reference, Amazon EKS actions; "Use the AWS FIS aws:eks:pod actions". */
import type { FaultNeed } from '../need.ts';
import type { FaultParameter } from '../parameter.ts';
import { findByTags, lookAtSubnets } from './looking.ts';
import { fisDuration, type OfFis } from './of-fis.ts';
import { stressPercent, stressWorkers } from './stress.ts';

export const pods = { Pods: { type: 'eks:pod' } };

const kubernetesServiceAccount: FaultParameter = {
  name: 'kubernetesServiceAccount',
  type: 'text',
  required: true,
  doc: 'service account that FIS’s own pod runs as',
};

/** How FIS’s own pod beside the targets is made. */
export const orchestration: readonly FaultParameter[] = [
  kubernetesServiceAccount,
  {
    name: 'fisPodContainerImage',
    type: 'text',
    required: false,
    doc: 'image of FIS’s own pod, where AWS’s is not allowed',
  },
  {
    name: 'maxErrorsPercent',
    type: 'integer',
    unit: '%',
    min: 0,
    max: 100,
    required: false,
    default: '0',
    doc: 'share of targets that may fail before the fault does',
  },
  { name: 'fisPodLabels', type: 'text', required: false, doc: 'labels of FIS’s own pod' },
  { name: 'fisPodAnnotations', type: 'text', required: false, doc: 'annotations of FIS’s own pod' },
];

/** Faults in the network ask for `privileged`, and so take no policy. */
const securityPolicy: FaultParameter = {
  name: 'fisPodSecurityPolicy',
  type: 'text',
  required: false,
  allowed: ['privileged', 'baseline', 'restricted'],
  doc: 'Kubernetes security standard that FIS’s own pod is made under',
};

export const orchestrated = {
  kubernetesServiceAccount: 'fis',
  fisPodContainerImage: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/fis-pod:1',
  maxErrorsPercent: 10,
  fisPodLabels: 'team=checkout',
  fisPodAnnotations: 'owner=checkout-sre',
};

export const podNeeds: readonly FaultNeed[] = [
  {
    sid: 'LookAtKubernetesClusters',
    actions: ['eks:DescribeCluster'],
    resources: ['arn:{partition}:eks:{region}:{account}:cluster/*'],
  },
  lookAtSubnets,
  findByTags,
];

/** FIS acts in the cluster by its access entries, of which IAM knows nothing. */
export const podHoles = [
  {
    what: 'pods carry no tags of AWS, so that IAM cannot hold FIS to those that opted in',
    answer: 'the cluster opts in by its tag, and Kubernetes’ own roles say in which namespaces FIS may act',
  },
];

export const podUnconfirmed = ['how fisPodLabels and fisPodAnnotations are written'];

export const untilPodEnds = {
  targets: pods,
  reach: { counts: 'members' },
  bounded: { by: 'duration', parameter: 'duration' },
  undo: [{ by: 'provider', how: 'FIS takes the fault out of the pods after the duration, or when it is stopped' }],
  undoTime: 180_000,
  holes: podHoles,
  needs: podNeeds,
  unconfirmed: podUnconfirmed,
} as const;

const stress = (what: string, summary: string, percent: FaultParameter, workers: FaultParameter): OfFis => ({
  id: `aws:eks:pod-${what}-stress`,
  summary,
  ...untilPodEnds,
  parameters: [fisDuration('how long the stress lasts'), percent, workers, ...orchestration, securityPolicy],
  examples: {
    minimal: { duration: 'PT5M', kubernetesServiceAccount: 'fis' },
    maximal: { duration: 'PT10M', percent: 80, workers: 2, ...orchestrated, fisPodSecurityPolicy: 'restricted' },
  },
});

export const eksPods: readonly OfFis[] = [
  {
    id: 'aws:eks:pod-delete',
    summary: 'deletes the pods, which lose what they were serving',
    targets: pods,
    reach: { counts: 'members' },
    parameters: [
      {
        name: 'gracePeriodSeconds',
        type: 'integer',
        unit: 's',
        min: 0,
        max: 43_200,
        required: false,
        doc: 'how long pods have to end by themselves, 0 for none; the pod’s own when it is left out',
      },
      ...orchestration,
      securityPolicy,
    ],
    bounded: { by: 'instant' },
    undo: [{ by: 'nobody', why: 'a deleted pod is gone; only what made it can make another' }],
    undoTime: 300_000,
    holes: podHoles,
    needs: podNeeds,
    examples: {
      minimal: { kubernetesServiceAccount: 'fis' },
      maximal: { gracePeriodSeconds: 0, ...orchestrated, fisPodSecurityPolicy: 'baseline' },
    },
    unconfirmed: podUnconfirmed,
  },
  stress(
    'cpu',
    'keeps the pods’ processors busy',
    stressPercent('100', 'load put on each processor'),
    stressWorkers('0', 'stressors, 0 for one on each processor', 0),
  ),
  stress(
    'io',
    'keeps the pods’ disks busy',
    stressPercent('80', 'share of the free space that is used'),
    stressWorkers('1', 'workers that read and write', 1),
  ),
  stress(
    'memory',
    'fills the pods’ memory',
    stressPercent('80', 'share of the virtual memory that is used'),
    stressWorkers('1', 'workers that hold memory', 1),
  ),
];
