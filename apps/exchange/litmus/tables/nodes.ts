/** Faults on nodes, which are instances of EC2 here. Defaults are those of the charts. */
import type { FaultRow } from '../faults.ts';
import { duration, nodeTag, ofNodes } from './environment.ts';

const target = ['Instances', 'ec2:instance'] as const;
const how = `nodes are found as instances by the tag ${nodeTag}, which managed node groups have`;
const noNode: FaultRow = {
  none: 'AWS FIS acts on instances of a node group, not on nodes of Kubernetes; aws:eks:terminate-nodegroup-instances takes a share of them away',
};
const killed: FaultRow = {
  none: 'AWSFIS-Run-Kill-Process kills a process once, and this keeps a service stopped for a time',
};

export const nodes: Readonly<Record<string, FaultRow>> = {
  'node-cpu-hog': {
    action: 'aws:ssm:send-command',
    target,
    how,
    with: { documentArn: 'AWSFIS-Run-CPU-Stress' },
    arguments: {
      ...ofNodes,
      TOTAL_CHAOS_DURATION: duration,
      NODE_CPU_CORE: { document: 'CPU', as: 'whole' },
      CPU_LOAD: { document: 'LoadPercent', as: 'percent' },
    },
    defaults: { TOTAL_CHAOS_DURATION: 60, CPU_LOAD: 100 },
  },
  'node-memory-hog': {
    action: 'aws:ssm:send-command',
    target,
    how,
    with: { documentArn: 'AWSFIS-Run-Memory-Stress' },
    document: { Percent: '80' },
    arguments: {
      ...ofNodes,
      TOTAL_CHAOS_DURATION: duration,
      MEMORY_CONSUMPTION_PERCENTAGE: { document: 'Percent', as: 'percent' },
      MEMORY_CONSUMPTION_MEBIBYTES: { lost: 'the document takes a percentage of the memory' },
      NUMBER_OF_WORKERS: { document: 'Workers', as: 'whole' },
    },
    defaults: { TOTAL_CHAOS_DURATION: 120, NUMBER_OF_WORKERS: 1 },
  },
  'node-io-stress': {
    action: 'aws:ssm:send-command',
    target,
    how,
    with: { documentArn: 'AWSFIS-Run-IO-Stress' },
    arguments: {
      ...ofNodes,
      TOTAL_CHAOS_DURATION: duration,
      FILESYSTEM_UTILIZATION_PERCENTAGE: { document: 'Percent', as: 'percent' },
      FILESYSTEM_UTILIZATION_BYTES: { lost: 'the document takes a percentage of the free space' },
      NUMBER_OF_WORKERS: { document: 'Workers', as: 'whole' },
      CPU: { lost: 'the document stresses the disk alone' },
      VM_WORKERS: { lost: 'the document stresses the disk alone' },
    },
    defaults: { TOTAL_CHAOS_DURATION: 120, FILESYSTEM_UTILIZATION_PERCENTAGE: 10, NUMBER_OF_WORKERS: 4 },
  },
  'node-restart': {
    action: 'aws:ec2:reboot-instances',
    target,
    how,
    arguments: { ...ofNodes, TOTAL_CHAOS_DURATION: { lost: 'a reboot takes as long as it takes' } },
  },
  'node-poweroff': {
    action: 'aws:ec2:stop-instances',
    target,
    how,
    arguments: { ...ofNodes, TOTAL_CHAOS_DURATION: { to: 'startInstancesAfterDuration', as: 'duration' } },
    defaults: { TOTAL_CHAOS_DURATION: 60 },
  },
  'node-drain': noNode,
  'node-taint': noNode,
  'kubelet-service-kill': killed,
  'docker-service-kill': killed,
};
