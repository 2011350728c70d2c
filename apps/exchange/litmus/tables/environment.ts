/** Environment variables that faults of Litmus share. Source: chaos-charts, `fault.yaml` of each fault. */
import type { ArgumentRule } from '../../counterpart.ts';

const machinery: ArgumentRule = { lost: 'how Litmus does it; AWS FIS brings its own' };

/** Of every fault. */
export const shared: Readonly<Record<string, ArgumentRule>> = {
  RAMP_TIME: { only: ['0'], otherwise: 'write aws:fis:wait steps before and after for a ramp' },
  CHAOS_INTERVAL: { lost: 'a step hits once, for its whole duration' },
  SEQUENCE: { only: ['parallel'], otherwise: 'a step hits all its targets at once' },
  DEFAULT_HEALTH_CHECK: { lost: 'probes say whether it is well' },
  LIB: machinery,
  LIB_IMAGE: machinery,
  LIB_IMAGE_PULL_POLICY: machinery,
  TC_IMAGE: machinery,
  STRESS_IMAGE: machinery,
  CONTAINER_RUNTIME: machinery,
  SOCKET_PATH: machinery,
  CONTAINER_PATH: machinery,
  CHAOS_KILL_COMMAND: machinery,
  CHAOS_INJECT_COMMAND: machinery,
  AWS_SHARED_CREDENTIALS_FILE: { lost: 'Squall acts by the role of its platform' },
  INSTALL_DEPENDENCIES: machinery,
};

export const duration: ArgumentRule = { to: 'duration', as: 'duration' };

export const ofPods: Readonly<Record<string, ArgumentRule>> = {
  ...shared,
  TARGET_PODS: { where: { parameter: 'selectorValue', selector: 'podName' } },
  TARGET_CONTAINER: { where: { parameter: 'targetContainerName' } },
  PODS_AFFECTED_PERC: { select: 'percent' },
  NODE_LABEL: { lost: 'pods are chosen by their own labels; a zone can be named in where.zone' },
};

export const ofNodes: Readonly<Record<string, ArgumentRule>> = {
  ...shared,
  TARGET_NODE: { lost: 'nodes are chosen as instances of EC2: by id or tag' },
  TARGET_NODES: { lost: 'nodes are chosen as instances of EC2: by id or tag' },
  TARGET_NODE_IP: { lost: 'nodes are chosen as instances of EC2: by id or tag' },
  NODE_LABEL: { lost: 'nodes are chosen as instances of EC2: their tags, not their labels' },
  NODES_AFFECTED_PERC: { select: 'percent' },
  SSH_USER: machinery,
  REBOOT_COMMAND: machinery,
};

/** Instances of managed node groups have it from EKS. */
export const nodeTag = 'eks:cluster-name';
