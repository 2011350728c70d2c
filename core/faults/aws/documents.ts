/** Systems Manager documents that FIS ships for hosts. Source: AWS FIS user guide, "Use Systems Manager SSM documents". */
import type { FaultParameter } from '../parameter.ts';

/** A document, and the parameters it takes besides `DurationSeconds`. */
export interface FaultDocument {
  readonly name: string;
  readonly summary: string;
  readonly parameters: readonly FaultParameter[];
  /** It acts once: there is nothing that ends, and no `DurationSeconds`. */
  readonly instant?: true;
}

const optional = { required: false } as const;

const networkInterface: FaultParameter = {
  name: 'Interface',
  type: 'text',
  ...optional,
  default: 'eth0',
  doc: 'network interface of the instance',
};

const networkInterfaces: FaultParameter = {
  name: 'Interface',
  type: 'list',
  ...optional,
  default: 'DEFAULT',
  doc: 'network interfaces; ALL, or DEFAULT for the first',
};

const installDependencies: FaultParameter = {
  name: 'InstallDependencies',
  type: 'text',
  ...optional,
  allowed: ['True', 'False'],
  default: 'True',
  doc: 'whether the document may install the tools it needs',
};

const share = (name: string, fallback: string, doc: string): FaultParameter => ({
  name,
  type: 'integer',
  unit: '%',
  min: 1,
  max: 100,
  ...optional,
  default: fallback,
  doc,
});

const delay = (name: string, fallback: string, doc: string, min: number): FaultParameter => ({
  name,
  type: 'integer',
  unit: 'ms',
  min,
  max: 60_000,
  ...optional,
  default: fallback,
  doc,
});

const workers: FaultParameter = {
  name: 'Workers',
  type: 'integer',
  min: 1,
  max: 1024,
  ...optional,
  default: '1',
  doc: 'stressors that run at once',
};

const trafficType: FaultParameter = {
  name: 'TrafficType',
  type: 'text',
  ...optional,
  allowed: ['ingress', 'egress'],
  default: 'ingress',
  doc: 'which way: what comes in, or what goes out',
};

const sources: FaultParameter = {
  name: 'Sources',
  type: 'list',
  required: true,
  form: { pattern: '[^\\s,]+', means: 'an address, a block, a name or a zone' },
  doc: 'IPv4 addresses, CIDR blocks, domain names, zones, DYNAMODB or S3 that the traffic is with; ALL for everything',
};

const flows = share('FlowsPercent', '100', 'share of connections that are hit');

export const documents: readonly FaultDocument[] = [
  {
    name: 'AWSFIS-Run-Network-Latency',
    summary: 'delays the packets that the instances send',
    parameters: [
      networkInterface,
      delay('DelayMilliseconds', '200', 'delay added to each packet', 1),
      installDependencies,
    ],
  },
  {
    name: 'AWSFIS-Run-Network-Latency-Sources',
    summary: 'delays the packets between the instances and the named sources',
    parameters: [
      networkInterfaces,
      delay('DelayMilliseconds', '200', 'delay added to each packet', 1),
      delay('JitterMilliseconds', '10', 'how far the delay varies', 0),
      flows,
      sources,
      trafficType,
      installDependencies,
    ],
  },
  {
    name: 'AWSFIS-Run-Network-Packet-Loss',
    summary: 'drops a share of the packets that the instances send',
    parameters: [networkInterface, share('LossPercent', '7', 'share of packets lost'), installDependencies],
  },
  {
    name: 'AWSFIS-Run-Network-Packet-Loss-Sources',
    summary: 'drops a share of the packets between the instances and the named sources',
    parameters: [
      networkInterfaces,
      share('LossPercent', '7', 'share of packets lost'),
      flows,
      sources,
      trafficType,
      installDependencies,
    ],
  },
  {
    name: 'AWSFIS-Run-Network-Blackhole-Port',
    summary: 'drops the instances’ traffic on a port',
    parameters: [
      { name: 'Protocol', type: 'text', required: true, allowed: ['tcp', 'udp'], doc: 'the protocol' },
      { name: 'Port', type: 'integer', min: 1, max: 65_535, required: true, doc: 'the port' },
      trafficType,
      installDependencies,
    ],
  },
  {
    name: 'AWSFIS-Run-CPU-Stress',
    summary: 'keeps the instances’ processors busy',
    parameters: [
      {
        name: 'CPU',
        type: 'integer',
        min: 0,
        max: 1024,
        ...optional,
        default: '0',
        doc: 'processors to load, 0 for all',
      },
      { ...share('LoadPercent', '100', 'load put on each processor'), min: 0 },
      installDependencies,
    ],
  },
  {
    name: 'AWSFIS-Run-Memory-Stress',
    summary: 'fills the instances’ memory',
    parameters: [
      workers,
      {
        name: 'Percent',
        type: 'integer',
        unit: '%',
        min: 1,
        max: 100,
        required: true,
        doc: 'share of the virtual memory that is used',
      },
      installDependencies,
    ],
  },
  {
    name: 'AWSFIS-Run-IO-Stress',
    summary: 'keeps the instances’ disks busy',
    parameters: [workers, share('Percent', '80', 'share of the free space that is used'), installDependencies],
  },
  {
    name: 'AWSFIS-Run-Disk-Fill',
    summary: 'fills the instances’ root volumes',
    parameters: [
      // On a full disk the agent can no longer be told to end it.
      { ...share('Percent', '95', 'share of the disk that is filled; above 95 it could not be ended early'), max: 95 },
      installDependencies,
    ],
  },
  {
    name: 'AWSFIS-Run-Kill-Process',
    summary: 'kills a process on the instances by its name',
    instant: true,
    parameters: [
      { name: 'ProcessName', type: 'text', required: true, doc: 'name of the process' },
      {
        name: 'Signal',
        type: 'text',
        ...optional,
        allowed: ['SIGTERM', 'SIGKILL'],
        default: 'SIGTERM',
        doc: 'how it is killed: SIGKILL cannot be ignored',
      },
      installDependencies,
    ],
  },
];

/** `DurationSeconds` of every document that lasts. Left out, it is the action's own duration. */
export const documentDuration: FaultParameter = {
  name: 'DurationSeconds',
  type: 'integer',
  unit: 's',
  min: 1,
  max: 43_200,
  ...optional,
  doc: 'how long the document works, at most the action’s duration',
};

/** By the name at the end of an ARN such as `arn:aws:ssm:eu-central-1::document/AWSFIS-Run-CPU-Stress`, or alone. */
export function documentOf(arn: unknown): FaultDocument | undefined {
  if (typeof arn !== 'string' || ownDocument.test(arn)) return undefined;
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return documents.find((document) => document.name === name);
}

/** A document of an account's own, by its ARN: what it takes and undoes is known to nobody here. */
export const ownDocument = /^arn:[\w-]+:ssm:[\w-]*:\d{12}:document\/[\w.:/-]+$/;
