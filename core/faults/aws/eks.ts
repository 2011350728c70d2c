/** Source: AWS FIS actions reference, Amazon EKS actions. */
import type { FaultDefinition } from '../definition.ts';
import { eksPodNetwork } from './eks-pod-network.ts';
import { eksPods } from './eks-pods.ts';
import { findByTags, lookAtInstances } from './looking.ts';
import { fisDuration, fisFaults } from './of-fis.ts';
import { percentage } from './parameters.ts';

const chaosMesh = [
  'AWS',
  'DNS',
  'GCP',
  'HTTP',
  'IO',
  'JVM',
  'Kernel',
  'Network',
  'PhysicalMachine',
  'Pod',
  'PodHttp',
  'PodIO',
  'PodNetwork',
  'Stress',
  'Time',
];

export const eks: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:eks:inject-kubernetes-custom-resource',
    summary: 'makes a custom resource of Chaos Mesh or Litmus in the cluster',
    targets: { Cluster: { type: 'eks:cluster', most: 1, chosenBy: ['arns'] } },
    reach: { counts: 'members' },
    parameters: [
      {
        name: 'kubernetesApiVersion',
        type: 'text',
        required: true,
        allowed: ['chaos-mesh.org/v1alpha1', 'litmuschaos.io/v1alpha1'],
        doc: 'whose custom resource it is',
      },
      {
        name: 'kubernetesKind',
        type: 'text',
        required: true,
        allowed: [...chaosMesh.map((kind) => `${kind}Chaos`), 'Schedule', 'ChaosEngine'],
        doc: 'its kind: ChaosEngine of Litmus, the others of Chaos Mesh',
      },
      { name: 'kubernetesNamespace', type: 'text', required: true, doc: 'namespace that it is made in' },
      { name: 'kubernetesSpec', type: 'json', required: true, doc: 'its spec, as JSON text' },
      fisDuration('how long until FIS deletes it', 'maxDuration'),
    ],
    bounded: { by: 'duration', parameter: 'maxDuration' },
    undo: [
      { by: 'provider', how: 'FIS deletes the custom resource at the end, and its operator takes the fault back' },
    ],
    undoTime: 300_000,
    holes: [
      {
        what: 'what the custom resource breaks is known to its operator alone',
        answer: 'the whole cluster counts against the blast radius, and the operator is what undoes',
      },
    ],
    needs: [],
    examples: {
      minimal: {
        kubernetesApiVersion: 'chaos-mesh.org/v1alpha1',
        kubernetesKind: 'PodChaos',
        kubernetesNamespace: 'chaos',
        kubernetesSpec: '{"action":"pod-kill","mode":"one","selector":{"namespaces":["shop"]}}',
        maxDuration: 'PT5M',
      },
      maximal: {
        kubernetesApiVersion: 'litmuschaos.io/v1alpha1',
        kubernetesKind: 'ChaosEngine',
        kubernetesNamespace: 'litmus',
        kubernetesSpec: '{"engineState":"active","experiments":[{"name":"pod-delete"}]}',
        maxDuration: 'PT12H',
      },
    },
  },
  {
    id: 'aws:eks:terminate-nodegroup-instances',
    summary: 'terminates a share of the node groups’ instances for good',
    targets: { Nodegroups: { type: 'eks:nodegroup' } },
    reach: { counts: 'share', parameter: 'instanceTerminationPercentage' },
    parameters: [percentage('instanceTerminationPercentage', 'share of the instances that are terminated')],
    bounded: { by: 'instant' },
    undo: [
      { by: 'nobody', why: 'a terminated instance is gone with its local data; only its node group can replace it' },
    ],
    undoTime: 600_000,
    holes: [],
    needs: [
      {
        sid: 'TerminateNodes',
        actions: ['ec2:TerminateInstances'],
        resources: ['arn:{partition}:ec2:{region}:{account}:instance/*'],
        optIn: { cannot: 'nodes do not carry the tags of their group: only instances of managed node groups' },
        conditions: { StringLike: { 'aws:ResourceTag/eks:nodegroup-name': '?*' } },
      },
      { sid: 'LookAtNodegroups', actions: ['eks:DescribeNodegroup'], target: 'Nodegroups' },
      lookAtInstances,
      findByTags,
    ],
    examples: {
      minimal: { instanceTerminationPercentage: 10 },
      maximal: { instanceTerminationPercentage: 100 },
    },
  },
  ...eksPods,
  ...eksPodNetwork,
]);
