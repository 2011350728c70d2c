import type { Exercise } from '../exercise.ts';

export const cpuStress: Exercise = {
  id: 'cpu-stress',
  title: 'keeps the processors of one server busy',
  experiment: 'cpu-stress',
  shows: ['aws:ssm:send-command', 'AWSFIS-Run-CPU-Stress'],
};
