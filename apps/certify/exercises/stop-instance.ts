import type { Exercise } from '../exercise.ts';

export const stopInstance: Exercise = {
  id: 'stop-instance',
  title: 'stops one server, which FIS starts again or the group replaces',
  experiment: 'stop-instance',
  shows: ['aws:ec2:stop-instances'],
};
