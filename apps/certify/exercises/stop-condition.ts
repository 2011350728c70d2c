import type { Exercise } from '../exercise.ts';

export const stopCondition: Exercise = {
  id: 'stop-condition',
  title: 'trips the stop condition: the alarm is forced while a fault is active',
  experiment: 'stop-instance',
  // Longer than the stop takes: what ends it is the stop, not its own duration.
  parameters: { duration: 'PT5M' },
  shows: [],
  disturbance: 'alarm',
  cause: ['alarm'],
};
