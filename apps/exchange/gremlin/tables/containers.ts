/** Commands on containers: tasks of ECS, and pods of EKS. */
import type { ArgumentRule, Mapping, Mappings } from '../../counterpart.ts';
import { shaped } from './hosts.ts';

const length: ArgumentRule = { to: 'duration', as: 'duration' };
const network: Readonly<Record<string, ArgumentRule>> = {
  ...shaped,
  length,
  hostnames: { to: 'sources', as: 'list' },
  addresses: { to: 'sources', as: 'list' },
};

interface Kind {
  readonly what: 'task' | 'pod';
  readonly service: 'ecs' | 'eks';
  readonly target: readonly [string, string];
  readonly replaced: string;
}

const tasksOfEcs: Kind = {
  what: 'task',
  service: 'ecs',
  target: ['Tasks', 'ecs:task'],
  replaced: 'the service starts other tasks in their place',
};
const podsOfEks: Kind = {
  what: 'pod',
  service: 'eks',
  target: ['Pods', 'eks:pod'],
  replaced: 'the controller of the pods starts others in their place',
};

const none = (what: string): Mapping => ({ none: `no action ${what} of tasks or pods; those on hosts have one` });

function containers({ what, service, target, replaced }: Kind): Mappings {
  const action = (name: string) => `aws:${service}:${what}-${name}`;
  const device: ArgumentRule =
    what === 'pod' ? { to: 'interface', as: 'list' } : { lost: 'AWS FIS acts on the interface of the task' };
  const blackhole = (port: string, other: string, trafficType: string): Mapping => ({
    action: action('network-blackhole-port'),
    target,
    with: { trafficType, protocol: 'tcp' },
    arguments: {
      length,
      device: { lost: 'AWS FIS cuts a port off on all interfaces' },
      [port]: { to: 'port', as: 'whole' },
      [other]: { lost: 'a step cuts one direction off: write another for the other' },
      protocol: { to: 'protocol', values: { tcp: 'tcp', udp: 'udp' } },
      addresses: { lost: 'AWS FIS cuts a port off, whoever is at the other end' },
      hostnames: { lost: 'AWS FIS cuts a port off, whoever is at the other end' },
      sourcePorts: { lost: 'AWS FIS cuts a port off by its number at the target' },
    },
  });
  const latency: Mapping = {
    action: action('network-latency'),
    target,
    arguments: { ...network, device, delay: { to: 'delayMilliseconds', as: 'milliseconds' } },
  };
  const loss: Mapping = {
    action: action('network-packet-loss'),
    target,
    arguments: {
      ...network,
      device,
      percent: { to: 'lossPercent', as: 'percent' },
      corrupt: { lost: 'packets are lost, not corrupted: no action corrupts them' },
    },
  };
  const directory: ArgumentRule = { lost: 'AWS FIS stresses the disk that the container works on' };
  return {
    cpu: {
      action: action('cpu-stress'),
      target,
      arguments: {
        length,
        percent: { to: 'percent', as: 'percent' },
        cores: { to: 'workers', as: 'whole' },
        allCores: { only: ['true'], otherwise: 'it stands alone' },
      },
    },
    memory:
      what === 'pod'
        ? {
            action: action('memory-stress'),
            target,
            arguments: {
              length,
              percent: { to: 'percent', as: 'percent' },
              megabytes: { lost: 'AWS FIS takes a percentage of the memory' },
              gigabytes: { lost: 'AWS FIS takes a percentage of the memory' },
            },
          }
        : { none: 'no action fills the memory of tasks; AWSFIS-Run-Memory-Stress fills that of a host' },
    io: {
      action: action('io-stress'),
      target,
      arguments: {
        length,
        workers: { to: 'workers', as: 'whole' },
        directory,
        mode: { only: ['rw'], otherwise: 'AWS FIS reads and writes' },
        blockSize: { lost: 'AWS FIS chooses the size of blocks itself' },
        blockCount: { lost: 'AWS FIS chooses the size of blocks itself' },
      },
    },
    shutdown: {
      action: what === 'pod' ? 'aws:eks:pod-delete' : 'aws:ecs:stop-task',
      target,
      irreversible: replaced,
      arguments: {
        length: { lost: 'it is done once' },
        delay: { lost: 'it begins at once: write an aws:fis:wait step before it' },
        reboot: { lost: `${replaced}` },
      },
    },
    process_killer:
      what === 'task'
        ? {
            action: 'aws:ecs:task-kill-process',
            target,
            irreversible: 'the process is gone; whoever watches over it starts another',
            arguments: {
              length: { lost: 'it is done once' },
              process: { to: 'processName', as: 'text' },
              signal: { to: 'signal', as: 'text' },
              interval: { lost: 'AWS FIS kills once' },
              exact: { only: ['true'], otherwise: 'it stands alone' },
            },
          }
        : { none: 'no action kills a process in a pod; aws:eks:pod-delete deletes the pod' },
    latency,
    'latency with sources': latency,
    packet_loss: loss,
    'packet_loss with sources': loss,
    'blackhole of egress': blackhole('ports', 'ingressPorts', 'egress'),
    'blackhole of ingress': blackhole('ingressPorts', 'ports', 'ingress'),
    disk: none('fills the disk'),
    time_travel: none('changes the clock'),
    dns: none('breaks name resolution'),
  };
}

export const tasks: Mappings = containers(tasksOfEcs);
export const pods: Mappings = containers(podsOfEks);
