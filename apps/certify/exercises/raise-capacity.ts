import type { Exercise } from '../exercise.ts';

/** Long enough for a server to launch and be found healthy: it has begun once it is in service. */
export const raiseCapacity: Exercise = {
  id: 'raise-capacity',
  title: 'gives the group a server more, and takes it back',
  experiment: 'raise-capacity',
  shows: ['squall:autoscaling:raise-capacity'],
};
