import type { Exercise } from '../exercise.ts';

/** Last: nothing answers until the group is whole again, and the alarm takes some minutes more to see it. */
export const scaleToZero: Exercise = {
  id: 'scale-to-zero',
  title: 'scales the group to zero, and back',
  experiment: 'scale-to-zero',
  shows: ['squall:autoscaling:scale-to-zero'],
};
