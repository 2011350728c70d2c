/** Faults in pods. Defaults are those of the charts. */
import type { ArgumentRule } from '../../counterpart.ts';
import type { FaultRow } from '../faults.ts';
import { duration, ofPods } from './environment.ts';

const target = ['Pods', 'eks:pod'] as const;
const network: Readonly<Record<string, ArgumentRule>> = {
  ...ofPods,
  TOTAL_CHAOS_DURATION: duration,
  NETWORK_INTERFACE: { to: 'interface', as: 'list' },
  DESTINATION_IPS: { to: 'sources', as: 'list' },
  DESTINATION_HOSTS: { to: 'sources', as: 'list' },
  SOURCE_PORTS: { lost: 'AWS FIS delays and loses by the other end’s address, not by port' },
  DESTINATION_PORTS: { lost: 'AWS FIS delays and loses by the other end’s address, not by port' },
};
const memory: ArgumentRule = {
  lost: 'AWS FIS takes a percentage of the memory, and this is a number of MB: set percent',
};

const noNetem = (what: string): FaultRow => ({
  none: `no action ${what} packets of pods; aws:eks:pod-network-packet-loss loses a share of them`,
});
const noHttp: FaultRow = {
  none: 'no action changes the requests of pods; put Toxiproxy between them and use squall:toxiproxy:*, or squall:lambda:* for functions',
};
const dns: FaultRow = {
  none: 'no action makes names fail in one pod; squall:host:dns-failure does on a whole host',
};

export const pods: Readonly<Record<string, FaultRow>> = {
  'pod-delete': {
    action: 'aws:eks:pod-delete',
    target,
    arguments: {
      ...ofPods,
      FORCE: { to: 'gracePeriodSeconds', values: { true: 0, false: undefined } },
      TOTAL_CHAOS_DURATION: { lost: 'pods are deleted once, not again and again for a time' },
      RANDOMNESS: { only: ['false'], otherwise: 'pods are deleted once, so that there is no interval' },
    },
    defaults: { FORCE: 'true' },
    irreversible: 'the controller of the pods starts others in their place',
  },
  'pod-cpu-hog': {
    action: 'aws:eks:pod-cpu-stress',
    target,
    arguments: {
      ...ofPods,
      TOTAL_CHAOS_DURATION: duration,
      CPU_CORES: { to: 'workers', as: 'whole' },
      CPU_LOAD: { to: 'percent', as: 'percent' },
    },
    defaults: { TOTAL_CHAOS_DURATION: 60, CPU_CORES: 1, CPU_LOAD: 100 },
  },
  'pod-cpu-hog-exec': {
    action: 'aws:eks:pod-cpu-stress',
    target,
    arguments: { ...ofPods, TOTAL_CHAOS_DURATION: duration, CPU_CORES: { to: 'workers', as: 'whole' } },
    defaults: { TOTAL_CHAOS_DURATION: 60, CPU_CORES: 1 },
  },
  'pod-memory-hog': {
    action: 'aws:eks:pod-memory-stress',
    target,
    arguments: {
      ...ofPods,
      TOTAL_CHAOS_DURATION: duration,
      MEMORY_CONSUMPTION: memory,
      NUMBER_OF_WORKERS: { to: 'workers', as: 'whole' },
    },
    defaults: { TOTAL_CHAOS_DURATION: 60, NUMBER_OF_WORKERS: 1 },
  },
  'pod-memory-hog-exec': {
    action: 'aws:eks:pod-memory-stress',
    target,
    arguments: { ...ofPods, TOTAL_CHAOS_DURATION: duration, MEMORY_CONSUMPTION: memory },
    defaults: { TOTAL_CHAOS_DURATION: 60 },
  },
  'pod-io-stress': {
    action: 'aws:eks:pod-io-stress',
    target,
    arguments: {
      ...ofPods,
      TOTAL_CHAOS_DURATION: duration,
      FILESYSTEM_UTILIZATION_PERCENTAGE: { to: 'percent', as: 'percent' },
      FILESYSTEM_UTILIZATION_BYTES: { lost: 'AWS FIS takes a percentage of the free space' },
      NUMBER_OF_WORKERS: { to: 'workers', as: 'whole' },
      VOLUME_MOUNT_PATH: { lost: 'AWS FIS stresses the disk that the container works on' },
      CPU_CORES: { lost: 'AWS FIS stresses the disk alone' },
    },
    defaults: { TOTAL_CHAOS_DURATION: 120, FILESYSTEM_UTILIZATION_PERCENTAGE: 10, NUMBER_OF_WORKERS: 4 },
  },
  'pod-network-latency': {
    action: 'aws:eks:pod-network-latency',
    target,
    arguments: {
      ...network,
      NETWORK_LATENCY: { to: 'delayMilliseconds', as: 'milliseconds' },
      JITTER: { to: 'jitterMilliseconds', as: 'milliseconds' },
    },
    defaults: { TOTAL_CHAOS_DURATION: 60, NETWORK_LATENCY: 2000, JITTER: 0 },
  },
  'pod-network-loss': {
    action: 'aws:eks:pod-network-packet-loss',
    target,
    arguments: { ...network, NETWORK_PACKET_LOSS_PERCENTAGE: { to: 'lossPercent', as: 'percent' } },
    defaults: { TOTAL_CHAOS_DURATION: 60, NETWORK_PACKET_LOSS_PERCENTAGE: 100 },
  },
  'pod-network-corruption': noNetem('corrupts'),
  'pod-network-duplication': noNetem('duplicates'),
  'pod-network-rate-limit': {
    none: 'no action limits the bandwidth of pods; squall:host:bandwidth-limit limits that of a host',
  },
  'pod-network-partition': {
    none: 'AWS FIS cuts one port off, not a whole pod: aws:eks:pod-network-blackhole-port',
  },
  'pod-dns-error': dns,
  'pod-dns-spoof': dns,
  'pod-http-chaos': noHttp,
  'pod-http-latency': noHttp,
  'pod-http-modify-body': noHttp,
  'pod-http-modify-header': noHttp,
  'pod-http-reset-peer': noHttp,
  'pod-http-status-code': noHttp,
  'pod-autoscaler': { none: 'no action scales pods up; drive load and probe the capacity' },
  'container-kill': { none: 'no action kills one container of a pod; aws:eks:pod-delete deletes the pod' },
  'disk-fill': {
    none: 'no action fills the ephemeral storage of a pod; aws:eks:pod-io-stress uses a share of it, AWSFIS-Run-Disk-Fill fills a host',
  },
};
