import type { Exercise } from '../exercise.ts';

export const capacity: Exercise = {
  id: 'capacity',
  title: 'leaves the group without new capacity in one zone',
  experiment: 'capacity',
  shows: ['aws:ec2:asg-insufficient-instance-capacity-error'],
};
