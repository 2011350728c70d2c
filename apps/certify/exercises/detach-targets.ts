import type { Exercise } from '../exercise.ts';

export const detachTargets: Exercise = {
  id: 'detach-targets',
  title: 'takes one server out of its load balancer',
  experiment: 'detach-targets',
  shows: ['squall:elb:detach-targets'],
};
