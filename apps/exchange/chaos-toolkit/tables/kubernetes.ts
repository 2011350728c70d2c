/** `chaosk8s`. Source: chaostoolkit-kubernetes, the functions' signatures. */
import type { ArgumentRule, Mappings } from '../../counterpart.ts';

const pods = ['Pods', 'eks:pod'] as const;
const replaced = 'the controller of the pods starts others in their place';

const chosen: Readonly<Record<string, ArgumentRule>> = {
  ns: { where: { parameter: 'namespace' } },
  label_selector: { where: { parameter: 'selectorValue' } },
};

const meshed: Readonly<Record<string, ArgumentRule>> = {
  name: { lost: 'it names a resource of Chaos Mesh, and AWS FIS needs none' },
  ns: { lost: 'it is where the resource of Chaos Mesh stands; AWS FIS needs none' },
  namespaces_selectors: { where: { parameter: 'namespace' } },
  label_selectors: { where: { parameter: 'selectorValue' } },
  annotations_selectors: { lost: 'pods are chosen by labels, not by annotations' },
  mode_value: { lost: 'say in select how many of the pods are hit' },
  mode: { only: ['all'], otherwise: 'say in select how many of the pods are hit' },
  direction: { only: ['to'], otherwise: 'AWS FIS acts on what the pods send' },
  correlation: { lost: 'AWS FIS has no correlation between packets' },
  external_targets: { to: 'sources', as: 'list' },
  target_mode: { lost: 'the other end is named by addresses in sources, not chosen among pods' },
  target_mode_value: { lost: 'the other end is named by addresses in sources, not chosen among pods' },
  target_namespaces_selectors: { lost: 'the other end is named by addresses in sources, not chosen among pods' },
  target_label_selectors: { lost: 'the other end is named by addresses in sources, not chosen among pods' },
  target_annotations_selectors: { lost: 'the other end is named by addresses in sources, not chosen among pods' },
};

const { external_targets: _, ...stressed } = meshed;
const noNode = 'AWS FIS acts on instances of a node group, not on nodes of Kubernetes';
const noNetem = (what: string) => ({
  none: `no action ${what} packets of pods; aws:eks:pod-network-packet-loss loses a share of them`,
});

export const kubernetes: Mappings = {
  'chaosk8s.pod.actions.terminate_pods': {
    action: 'aws:eks:pod-delete',
    target: pods,
    arguments: {
      ...chosen,
      name_pattern: { lost: 'pods are chosen by labels, not by a pattern of their names' },
      all: { only: ['true'], otherwise: 'what is chosen is chosen by select' },
      rand: { only: ['true', 'false'], otherwise: 'the choice is always at random, by the seed of the run' },
      mode: { only: ['fixed'], otherwise: 'write qty as select: { percent } for a percentage' },
      qty: { select: 'count' },
      grace_period: { to: 'gracePeriodSeconds', as: 'whole' },
      order: { only: ['alphabetic'], otherwise: 'the choice is always at random, by the seed of the run' },
    },
    irreversible: replaced,
  },
  'chaosk8s.pod.actions.delete_pods': {
    action: 'aws:eks:pod-delete',
    target: pods,
    arguments: { ...chosen, name: { where: { parameter: 'selectorValue', before: '', selector: 'podName' } } },
    irreversible: replaced,
  },
  'chaosk8s.actions.kill_microservice': {
    action: 'aws:eks:pod-delete',
    target: pods,
    arguments: {
      ...chosen,
      name: { where: { parameter: 'selectorValue', before: 'name=' } },
    },
    how: 'the pods are deleted, not their deployment: their controller starts others',
    irreversible: replaced,
  },
  'chaosk8s.pod.actions.exec_in_pods': { none: 'Squall runs no command of a file in a pod' },
  'chaosk8s.node.actions.drain_nodes': {
    none: `${noNode}; aws:eks:terminate-nodegroup-instances takes a share of them away`,
  },
  'chaosk8s.node.actions.delete_nodes': {
    none: `${noNode}; aws:eks:terminate-nodegroup-instances takes a share of them away`,
  },
  'chaosk8s.node.actions.cordon_node': { none: noNode },
  'chaosk8s.node.actions.uncordon_node': { none: noNode },
  'chaosk8s.actions.scale_microservice': {
    none: 'no action scales a deployment; aws:eks:pod-delete takes its pods away',
  },
  'chaosk8s.deployment.actions.scale_deployment': {
    none: 'no action scales a deployment; aws:eks:pod-delete takes its pods away',
  },
  'chaosk8s.actions.remove_service_endpoint': {
    none: 'no action deletes a service of Kubernetes; aws:eks:pod-network-blackhole-port makes its pods unreachable',
  },
  'chaosk8s.networking.actions.deny_all_ingress': {
    none: 'AWS FIS cuts one port off: aws:eks:pod-network-blackhole-port with its port and trafficType: ingress',
  },
  'chaosk8s.networking.actions.deny_all_egress': {
    none: 'AWS FIS cuts one port off: aws:eks:pod-network-blackhole-port with its port and trafficType: egress',
  },
  'chaosk8s.chaosmesh.network.actions.add_latency': {
    action: 'aws:eks:pod-network-latency',
    target: pods,
    arguments: {
      ...meshed,
      latency: { to: 'delayMilliseconds', as: 'milliseconds' },
      jitter: { to: 'jitterMilliseconds', as: 'milliseconds' },
    },
  },
  'chaosk8s.chaosmesh.network.actions.set_loss': {
    action: 'aws:eks:pod-network-packet-loss',
    target: pods,
    arguments: { ...meshed, loss: { to: 'lossPercent', as: 'percent' } },
  },
  'chaosk8s.chaosmesh.network.actions.duplicate_packets': noNetem('duplicates'),
  'chaosk8s.chaosmesh.network.actions.reorder_packets': noNetem('reorders'),
  'chaosk8s.chaosmesh.network.actions.corrupt_packets': noNetem('corrupts'),
  'chaosk8s.chaosmesh.network.actions.set_bandwidth': {
    none: 'no action limits the bandwidth of pods; squall:host:bandwidth-limit limits that of a host',
  },
  'chaosk8s.chaosmesh.stress.actions.stress_cpu': {
    action: 'aws:eks:pod-cpu-stress',
    target: pods,
    arguments: {
      ...stressed,
      workers: { to: 'workers', as: 'whole' },
      load: { to: 'percent', as: 'percent' },
      duration: { to: 'duration', as: 'duration' },
      container_names: { where: { parameter: 'targetContainerName' } },
      stressng_stressors: { lost: 'AWS FIS composes the stress itself' },
    },
  },
  'chaosk8s.chaosmesh.stress.actions.stress_memory': {
    action: 'aws:eks:pod-memory-stress',
    target: pods,
    arguments: {
      ...stressed,
      workers: { to: 'workers', as: 'whole' },
      size: { to: 'percent', as: 'percent' },
      duration: { to: 'duration', as: 'duration' },
      container_names: { where: { parameter: 'targetContainerName' } },
      stressng_stressors: { lost: 'AWS FIS composes the stress itself' },
      oom_score: { lost: 'AWS FIS sets no score for the out-of-memory killer' },
      time_to_get_to_size: { lost: 'AWS FIS takes the memory at once' },
    },
  },
};
