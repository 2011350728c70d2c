import type { Exercise } from '../exercise.ts';

export const rebootInstance: Exercise = {
  id: 'reboot-instance',
  title: 'reboots one server',
  experiment: 'reboot-instance',
  shows: ['aws:ec2:reboot-instances', 'aws:fis:wait'],
};
