/** Source: AWS FIS actions reference, Amazon ECS actions. */
import type { FaultDefinition } from '../definition.ts';
import { ecsNetwork } from './ecs-network.ts';
import { commandTasks, installDependencies, processName, signal, tasks, untilDocumentEnds } from './ecs-tasks.ts';
import { findByTags, looking } from './looking.ts';
import { fisDuration, fisFaults } from './of-fis.ts';
import { percentage } from './parameters.ts';
import { stressPercent, stressWorkers } from './stress.ts';

export const ecs: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:ecs:drain-container-instances',
    summary: 'drains a share of the clusters’ container instances',
    targets: { Clusters: { type: 'ecs:cluster' } },
    reach: { counts: 'share', parameter: 'drainagePercentage' },
    parameters: [
      percentage('drainagePercentage', 'share of the instances that are drained'),
      fisDuration('how long they are'),
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS makes the instances active again after the duration, or when it is stopped' }],
    undoTime: 300_000,
    holes: [
      {
        what: 'tasks that moved to other instances stay there',
        answer: 'nothing is moved back: that would be a second interruption',
      },
    ],
    needs: [
      {
        sid: 'DrainContainerInstances',
        actions: ['ecs:UpdateContainerInstancesState'],
        target: 'Clusters',
        resources: ['arn:{partition}:ecs:{region}:{account}:container-instance/*'],
        optIn: {
          cannot: 'container instances carry tags of their own; held to the cluster by the condition ecs:cluster',
        },
        conditions: { ArnLike: { 'ecs:cluster': ['{targets}'] } },
      },
      {
        sid: 'LookAtContainerClusters',
        actions: ['ecs:DescribeClusters', 'ecs:ListContainerInstances'],
        resources: ['arn:{partition}:ecs:{region}:{account}:cluster/*'],
      },
      findByTags,
    ],
    examples: {
      minimal: { drainagePercentage: 25, duration: 'PT5M' },
      maximal: { drainagePercentage: 100, duration: 'PT1H' },
    },
    unconfirmed: ['that FIS makes drained instances active again at the end'],
  },
  {
    id: 'aws:ecs:stop-task',
    summary: 'stops the tasks, which lose what they were serving',
    targets: tasks,
    reach: { counts: 'members' },
    parameters: [],
    bounded: { by: 'instant' },
    undo: [{ by: 'nobody', why: 'a stopped task is gone; only its service can start another' }],
    undoTime: 300_000,
    holes: [],
    needs: [
      { sid: 'StopOptedInTasks', actions: ['ecs:StopTask'], target: 'Tasks' },
      {
        sid: 'LookAtTasks',
        actions: ['ecs:DescribeTasks'],
        resources: ['arn:{partition}:ecs:{region}:{account}:task/*'],
      },
      looking('ListTasks', 'ecs:ListTasks'),
      findByTags,
    ],
    examples: { minimal: {}, maximal: {} },
  },
  {
    id: 'aws:ecs:task-cpu-stress',
    summary: 'keeps the tasks’ processors busy',
    targets: tasks,
    reach: { counts: 'members' },
    parameters: [
      fisDuration('how long processors are busy'),
      stressPercent('100', 'load put on each processor'),
      stressWorkers('0', 'stressors, 0 for one on each processor', 0),
      installDependencies,
    ],
    ...untilDocumentEnds,
    needs: commandTasks('AWSFIS-Run-CPU-Stress'),
    examples: {
      minimal: { duration: 'PT5M' },
      maximal: { duration: 'PT10M', percent: 80, workers: 2, installDependencies: true },
    },
  },
  {
    id: 'aws:ecs:task-io-stress',
    summary: 'keeps the tasks’ disks busy',
    targets: tasks,
    reach: { counts: 'members' },
    parameters: [
      fisDuration('how long disks are busy'),
      stressPercent('80', 'share of the free space that is used'),
      stressWorkers('1', 'workers that read and write', 1),
      installDependencies,
    ],
    ...untilDocumentEnds,
    needs: commandTasks('AWSFIS-Run-IO-Stress'),
    examples: {
      minimal: { duration: 'PT5M' },
      maximal: { duration: 'PT10M', percent: 50, workers: 4, installDependencies: false },
    },
  },
  {
    id: 'aws:ecs:task-kill-process',
    summary: 'kills a process in the tasks by its name',
    targets: tasks,
    reach: { counts: 'members' },
    parameters: [processName, signal, installDependencies],
    bounded: { by: 'instant' },
    undo: [{ by: 'nobody', why: 'a killed process is gone; only what watches over it can start it again' }],
    undoTime: 180_000,
    holes: [
      {
        what: 'the task definition needs pidMode: task, and the SSM agent beside the task',
        answer: 'FIS refuses others, and the run ends without having broken anything',
      },
    ],
    needs: commandTasks('AWSFIS-Run-Kill-Process'),
    examples: {
      minimal: { processName: 'java' },
      maximal: { processName: 'java', signal: 'SIGKILL', installDependencies: true },
    },
  },
  ...ecsNetwork,
]);
