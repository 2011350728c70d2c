/** Commands on hosts: instances of EC2. */
import type { ArgumentRule, Counterpart, Mappings } from '../../counterpart.ts';

const target = ['Instances', 'ec2:instance'] as const;
const length: ArgumentRule = { to: 'duration', as: 'duration' };
const directory: ArgumentRule = { lost: 'the document of AWS FIS works on the root volume' };
const blocks: ArgumentRule = { lost: 'the document of AWS FIS chooses the size of blocks itself' };

export const shaped: Readonly<Record<string, ArgumentRule>> = {
  sourcePorts: { lost: 'AWS FIS delays and loses by the other end, not by port' },
  ports: { lost: 'AWS FIS delays and loses by the other end, not by port' },
  protocol: { lost: 'AWS FIS delays and loses packets of every protocol' },
};

const run = (
  documentArn: string,
  own: Readonly<Record<string, ArgumentRule>>,
  document?: Readonly<Record<string, string>>,
): Counterpart => ({
  action: 'aws:ssm:send-command',
  target,
  with: { documentArn },
  ...(document && { document }),
  arguments: { length, ...own },
});

const network: Readonly<Record<string, ArgumentRule>> = {
  ...shaped,
  device: { document: 'Interface', as: 'text' },
  hostnames: { document: 'Sources', as: 'text' },
  addresses: { document: 'Sources', as: 'text' },
};
const latency = { ...network, delay: { document: 'DelayMilliseconds', as: 'milliseconds' } } as const;
const loss = {
  ...network,
  percent: { document: 'LossPercent', as: 'percent' },
  corrupt: { lost: 'packets are lost, not corrupted: no action corrupts them' },
} as const;

export const hosts: Mappings = {
  cpu: run('AWSFIS-Run-CPU-Stress', {
    percent: { document: 'LoadPercent', as: 'percent' },
    cores: { document: 'CPU', as: 'whole' },
    allCores: { only: ['true'], otherwise: 'it stands alone' },
  }),
  memory: run(
    'AWSFIS-Run-Memory-Stress',
    {
      percent: { document: 'Percent', as: 'percent' },
      megabytes: { lost: 'the document of AWS FIS takes a percentage of the memory: 80 % until you say otherwise' },
      gigabytes: { lost: 'the document of AWS FIS takes a percentage of the memory: 80 % until you say otherwise' },
    },
    { Percent: '80' },
  ),
  disk: run('AWSFIS-Run-Disk-Fill', {
    percent: { document: 'Percent', as: 'percent' },
    directory,
    blockSize: blocks,
    workers: { lost: 'the document of AWS FIS fills the disk at once' },
  }),
  io: run('AWSFIS-Run-IO-Stress', {
    workers: { document: 'Workers', as: 'whole' },
    directory,
    blockSize: blocks,
    blockCount: blocks,
    mode: { only: ['rw'], otherwise: 'the document of AWS FIS reads and writes' },
  }),
  reboot: {
    action: 'aws:ec2:reboot-instances',
    target,
    arguments: {
      length: { lost: 'a reboot takes as long as it takes' },
      delay: { lost: 'it begins at once: write an aws:fis:wait step before it' },
      reboot: { only: ['true'], otherwise: 'it stands alone' },
    },
  },
  shutdown: {
    action: 'aws:ec2:stop-instances',
    target,
    how: 'the instances are stopped, and started again at the end of the run',
    arguments: {
      length: { lost: 'an instance that was shut down stays so until the run ends' },
      delay: { lost: 'it begins at once: write an aws:fis:wait step before it' },
    },
  },
  process_killer: run('AWSFIS-Run-Kill-Process', {
    process: { document: 'ProcessName', as: 'text' },
    signal: { document: 'Signal', as: 'text' },
    interval: { lost: 'the document of AWS FIS kills once' },
    group: { lost: 'the document of AWS FIS finds processes by name alone' },
    user: { lost: 'the document of AWS FIS finds processes by name alone' },
    newest: { lost: 'the document of AWS FIS kills all processes of the name' },
    oldest: { lost: 'the document of AWS FIS kills all processes of the name' },
    exact: { only: ['true'], otherwise: 'it stands alone' },
    children: { lost: 'the document of AWS FIS kills processes of the name, not their children' },
    full: { lost: 'the document of AWS FIS finds processes by name, not by command line' },
  }),
  time_travel: {
    action: 'squall:host:clock-skew',
    target,
    arguments: {
      length,
      offset: { to: 'skewSeconds', as: 'whole' },
      blockNtp: { only: ['true'], otherwise: 'it stands alone' },
    },
  },
  latency: run('AWSFIS-Run-Network-Latency', latency),
  'latency with sources': run('AWSFIS-Run-Network-Latency-Sources', latency),
  packet_loss: run('AWSFIS-Run-Network-Packet-Loss', loss),
  'packet_loss with sources': run('AWSFIS-Run-Network-Packet-Loss-Sources', loss),
  'blackhole of egress': run('AWSFIS-Run-Network-Blackhole-Port', blackhole('ports', 'ingressPorts'), {
    TrafficType: 'egress',
    Protocol: 'tcp',
  }),
  'blackhole of ingress': run('AWSFIS-Run-Network-Blackhole-Port', blackhole('ingressPorts', 'ports'), {
    TrafficType: 'ingress',
    Protocol: 'tcp',
  }),
  dns: {
    action: 'squall:host:dns-failure',
    target,
    arguments: {
      length,
      addresses: { lost: 'every lookup fails, or those of named domains; not those of a server' },
      device: { lost: 'every lookup fails, whichever way it goes' },
      protocol: { lost: 'every lookup fails, by either protocol' },
    },
  },
};

function blackhole(port: string, other: string): Readonly<Record<string, ArgumentRule>> {
  return {
    [port]: { document: 'Port', as: 'whole' },
    [other]: { lost: 'a step cuts one direction off: write another for the other' },
    protocol: { document: 'Protocol', as: 'text' },
    addresses: { lost: 'AWS FIS cuts a port off, whoever is at the other end' },
    hostnames: { lost: 'AWS FIS cuts a port off, whoever is at the other end' },
    sourcePorts: { lost: 'AWS FIS cuts a port off by its number at the target' },
    device: { lost: 'AWS FIS cuts a port off on all interfaces' },
  };
}
