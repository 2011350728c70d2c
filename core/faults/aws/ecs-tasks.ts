/** What the actions on ECS tasks share: the SSM agent beside each task runs a document of FIS. */
import type { FaultNeed } from '../need.ts';
import type { FaultParameter } from '../parameter.ts';
import { endCommands } from './looking.ts';

export const tasks = { Tasks: { type: 'ecs:task' } };

export const installDependencies: FaultParameter = {
  name: 'installDependencies',
  type: 'boolean',
  capital: true,
  required: false,
  default: 'True',
  doc: 'whether the document may install the tools it needs beside the task',
};

export const processName: FaultParameter = {
  name: 'processName',
  type: 'text',
  required: true,
  doc: 'name of the process',
};

export const signal: FaultParameter = {
  name: 'signal',
  type: 'text',
  required: false,
  allowed: ['SIGTERM', 'SIGKILL'],
  default: 'SIGTERM',
  doc: 'how it is killed: SIGKILL cannot be ignored',
};

/** Bounds, undo and holes of what a document does in a task for a while. */
export const untilDocumentEnds = {
  bounded: { by: 'duration', parameter: 'duration' },
  undo: [{ by: 'provider', how: 'the document cleans up in the task after the duration, or when FIS cancels it' }],
  undoTime: 180_000,
  holes: [
    {
      what: 'only tasks with the SSM agent beside them are hit',
      answer: 'FIS refuses others, and the run ends without having broken anything',
    },
    {
      what: 'installing tools takes time that is not counted, so that a document may outlive its action',
      answer: 'undo waits three minutes before it says that the tasks are as they were',
    },
  ],
} as const;

export const documentArn = (name: string) => `arn:{partition}:ssm:{region}::document/${name}`;

/** The agent registers each task as a managed instance, with this tag. Source: AWS FIS user guide, ECS task actions. */
const agents = {
  sid: 'CommandAgentsOfTasks',
  actions: ['ssm:SendCommand'],
  resources: ['arn:{partition}:ssm:{region}:{account}:managed-instance/*'],
  optIn: {
    cannot: 'the agent beside a task carries tags of its own: only agents that FIS’s own side car has registered',
  },
  conditions: { StringEquals: { 'aws:ResourceTag/FAULT_INJECTION_SIDECAR': 'true' } },
} as const satisfies FaultNeed;

const lookAtTasks: FaultNeed = {
  sid: 'LookAtTasks',
  actions: ['ecs:DescribeTasks'],
  resources: ['arn:{partition}:ecs:{region}:{account}:task/*'],
};

export const commandByDocument = (name: string): FaultNeed => ({
  sid: 'CommandByNamedDocuments',
  actions: ['ssm:SendCommand'],
  resources: [documentArn(name)],
});

export const commandTasks = (...documents: readonly string[]): readonly FaultNeed[] => [
  agents,
  ...documents.map(commandByDocument),
  endCommands,
  lookAtTasks,
];
