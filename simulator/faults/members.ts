/** Faults on what groups run as: tasks of ECS and pods of Kubernetes take the same, under other names. */

import { evict, terminateInstance } from '../control-plane/instances.ts';
import { killProcess } from '../control-plane/processes.ts';
import { busyDisk } from './busy-disk.ts';
import type { Effect } from './effect.ts';
import type { Fault, FaultRequest } from './fault.ts';
import { idOf } from './ids.ts';
import { type Parameters, readParameters } from './parameters.ts';
import { blackhole, cpuStress, type Flows, latency, memoryStress, packetLoss, usualJitter } from './pressure.ts';
import { requireRestart } from './restart.ts';

interface Kind {
  readonly prefix: string;
  readonly key: string;
  readonly type: string;
  /** Parameters that say how FIS gets there, and change nothing of what it does. */
  readonly getsThere: (read: Parameters) => void;
}

const tasks: Kind = {
  prefix: 'aws:ecs:task',
  key: 'Tasks',
  type: 'ecs:task',
  getsThere(read) {
    read.oneOf('installDependencies', ['True', 'False', 'true', 'false'], 'True');
    read.boolean('useEcsFaultInjectionEndpoints', false);
  },
};

const pods: Kind = {
  prefix: 'aws:eks:pod',
  key: 'Pods',
  type: 'eks:pod',
  getsThere(read) {
    read.text('kubernetesServiceAccount');
    for (const name of ['fisPodContainerImage', 'fisPodLabels', 'fisPodAnnotations', 'fisPodSecurityPolicy'])
      read.text(name, '');
    read.number('maxErrorsPercent', 0, 0, 100);
  },
};

type Effects = (of: string, read: Parameters, on: readonly string[], request: FaultRequest) => readonly Effect[];

const forAWhile = ({ prefix, key, type, getsThere }: Kind, name: string, effects: Effects): Fault => {
  const actionId = `${prefix}-${name}`;
  return {
    actionId,
    targets: { [key]: type },
    plan(request) {
      const read = readParameters(actionId, request.parameters);
      const duration = read.duration('duration');
      getsThere(read);
      const found = effects(actionId, read, request.targets[key] ?? [], request);
      read.finish();
      return { duration, effects: found };
    },
  };
};

const cpu: Effects = (_, read, on, request) =>
  cpuStress(on, read.number('percent', 100, 1, 100) / 100, read.number('workers', 0, 0, 1024), request);

const memory: Effects = (of, read, on, request) => {
  read.number('workers', 1, 1, 1);
  return memoryStress(of, on, read.number('percent', 80, 1, 100) / 100, request);
};

const busy: Effects = (of, read, on, request) =>
  busyDisk(of, on, read.number('workers', 1, 1, 1024), read.number('percent', 80, 1, 100) / 100, request);

const flowsOf = (read: Parameters, { parameters }: FaultRequest): Flows => {
  read.oneOf('interface', ['DEFAULT', 'ALL', 'eth0', 'ens5'], 'DEFAULT');
  return {
    share: read.number('flowsPercent', 100, 1, 100) / 100,
    sources: parameters.sources === undefined ? undefined : read.list('sources'),
  };
};

const late: Effects = (of, read, on, request) => {
  const jitter = read.number('jitterMilliseconds', usualJitter, 0, 60_000);
  const milliseconds = read.number('delayMilliseconds', 200, 0, 60_000);
  return latency(of, on, { milliseconds, jitter }, flowsOf(read, request), request);
};

const lossy: Effects = (of, read, on, request) =>
  packetLoss(of, on, read.number('lossPercent', 7, 1, 100) / 100, flowsOf(read, request), request);

const denied: Effects = (of, read, on, request) => {
  read.oneOf('protocol', ['tcp'], 'tcp');
  const port = read.number('port', Number.NaN, 1, 65_535);
  return blackhole(of, on, port, read.oneOf('trafficType', ['ingress', 'egress']), request);
};

const stopTask: Fault = {
  actionId: 'aws:ecs:stop-task',
  targets: { Tasks: 'ecs:task' },
  plan({ parameters }) {
    readParameters('aws:ecs:stop-task', parameters).finish();
    return { duration: 0, effects: [] };
  },
  begin(plane, { targets }) {
    for (const arn of targets.Tasks ?? []) terminateInstance(plane, idOf(arn));
    return undefined;
  },
};

/** A task has one process, whatever its name is; its death is not the task's. */
const killTask: Fault = {
  actionId: 'aws:ecs:task-kill-process',
  targets: { Tasks: 'ecs:task' },
  plan(request) {
    const read = readParameters(this.actionId, request.parameters);
    read.text('processName');
    read.oneOf('signal', ['SIGTERM', 'SIGKILL'], 'SIGTERM');
    read.oneOf('installDependencies', ['True', 'False', 'true', 'false'], 'True');
    read.finish();
    requireRestart(this.actionId, request.targets.Tasks ?? [], request);
    return { duration: 0, effects: [] };
  },
  begin: (plane, { targets }) =>
    (targets.Tasks ?? []).map((arn) => killProcess(plane, idOf(arn))).find((failure) => failure !== undefined),
};

/** Kubernetes gives a pod 30 seconds to end, unless told otherwise. */
const usualGrace = 30;

const graceOf = (read: Parameters): number => read.number('gracePeriodSeconds', usualGrace, 0, 43_200);

/** A deleted pod leaves its service at once, and has its grace to end what it serves. */
const deletePod: Fault = {
  actionId: 'aws:eks:pod-delete',
  targets: { Pods: 'eks:pod' },
  plan({ parameters }) {
    const read = readParameters('aws:eks:pod-delete', parameters);
    pods.getsThere(read);
    graceOf(read);
    read.finish();
    return { duration: 0, effects: [] };
  },
  begin(plane, { parameters, targets }) {
    const grace = graceOf(readParameters('aws:eks:pod-delete', parameters)) * 1000;
    for (const arn of targets.Pods ?? []) evict(plane, idOf(arn), grace);
    return undefined;
  },
};

const alike = (kind: Kind): readonly Fault[] => [
  forAWhile(kind, 'cpu-stress', cpu),
  forAWhile(kind, 'io-stress', busy),
  forAWhile(kind, 'network-latency', late),
  forAWhile(kind, 'network-packet-loss', lossy),
  forAWhile(kind, 'network-blackhole-port', denied),
];

export const onTasks: readonly Fault[] = [stopTask, killTask, ...alike(tasks)];
export const onPods: readonly Fault[] = [deletePod, forAWhile(pods, 'memory-stress', memory), ...alike(pods)];
