/** Source: AWS FIS actions reference, Systems Manager actions, and the pre-configured `AWSFIS-Run-` documents. */
import type { FaultDefinition } from '../definition.ts';
import type { FaultParameter } from '../parameter.ts';
import { fisDuration, fisFaults } from './of-fis.ts';

/** A Systems Manager document that FIS ships, and the parameters it takes besides `DurationSeconds`. */
export interface FaultDocument {
  readonly name: string;
  readonly summary: string;
  readonly parameters: readonly FaultParameter[];
}

const networkInterface: FaultParameter = {
  name: 'Interface',
  type: 'text',
  required: false,
  default: 'eth0',
  doc: 'network interface of the instance',
};

const installDependencies: FaultParameter = {
  name: 'InstallDependencies',
  type: 'text',
  required: false,
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
  required: false,
  default: fallback,
  doc,
});

export const documents: readonly FaultDocument[] = [
  {
    name: 'AWSFIS-Run-Network-Latency',
    summary: 'delays the packets that the instances send',
    parameters: [
      networkInterface,
      {
        name: 'DelayMilliseconds',
        type: 'integer',
        unit: 'ms',
        min: 1,
        max: 60_000,
        required: false,
        default: '200',
        doc: 'delay added to each packet',
      },
      installDependencies,
    ],
  },
  {
    name: 'AWSFIS-Run-Network-Packet-Loss',
    summary: 'drops a share of the packets that the instances send',
    parameters: [networkInterface, share('LossPercent', '7', 'share of packets lost'), installDependencies],
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
        required: false,
        default: '0',
        doc: 'processors to load, 0 for all',
      },
      share('LoadPercent', '100', 'load put on each processor'),
      installDependencies,
    ],
  },
];

/** `DurationSeconds` of every document. Left out, it is the action's own duration. */
export const documentDuration: FaultParameter = {
  name: 'DurationSeconds',
  type: 'integer',
  unit: 's',
  min: 1,
  max: 43_200,
  required: false,
  doc: 'how long the document works, at most the action’s duration',
};

/** By the name at the end of an ARN such as `arn:aws:ssm:eu-central-1::document/AWSFIS-Run-CPU-Stress`, or alone. */
export function documentOf(arn: unknown): FaultDocument | undefined {
  if (typeof arn !== 'string') return undefined;
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return documents.find((document) => document.name === name);
}

export const ssm: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:ssm:send-command',
    summary: 'runs a fault document on the instances through the SSM agent',
    targets: { Instances: { type: 'ec2:instance' } },
    reach: { counts: 'members' },
    parameters: [
      {
        name: 'documentArn',
        type: 'text',
        required: true,
        doc: `ARN of the document: ${documents.map((document) => document.name).join(', ')}`,
      },
      fisDuration('how long the fault lasts'),
      { name: 'documentVersion', type: 'text', required: false, doc: 'version of the document' },
      {
        name: 'documentParameters',
        type: 'json',
        required: false,
        doc: 'the document’s own parameters, as JSON text such as {"DelayMilliseconds":"300"}',
      },
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [
      { by: 'provider', how: 'the document cleans up on the instance after the duration, or when FIS cancels it' },
    ],
    undoTime: 180_000,
    holes: [
      {
        what: 'a document outlives an action shorter than its DurationSeconds',
        answer: 'a longer DurationSeconds is refused, and one that is left out is the action’s own duration',
      },
    ],
    needs: [
      { sid: 'CommandOptedInInstances', actions: ['ssm:SendCommand'], target: 'Instances' },
      {
        sid: 'CommandByNamedDocuments',
        actions: ['ssm:SendCommand'],
        resources: ['{document}'],
      },
      { sid: 'CancelCommands', actions: ['ssm:CancelCommand', 'ssm:ListCommands'], resources: ['*'] },
      { sid: 'LookAtInstances', actions: ['ec2:DescribeInstances'], resources: ['*'] },
    ],
    examples: {
      minimal: { documentArn: 'AWSFIS-Run-CPU-Stress', duration: 'PT5M' },
      maximal: {
        documentArn: 'AWSFIS-Run-Network-Packet-Loss',
        duration: 'PT10M',
        documentVersion: '1',
        documentParameters: '{"LossPercent":"10"}',
      },
    },
  },
]);
