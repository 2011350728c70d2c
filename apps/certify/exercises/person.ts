import type { Exercise } from '../exercise.ts';

export const person: Exercise = {
  id: 'person',
  title: 'stops the run as a person would',
  experiment: 'stop-instance',
  // Longer than the stop takes: what ends it is the stop, not its own duration.
  parameters: { duration: 'PT5M' },
  shows: [],
  disturbance: 'person',
  cause: ['person'],
};
