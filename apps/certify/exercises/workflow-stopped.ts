import type { Exercise } from '../exercise.ts';

export const workflowStopped: Exercise = {
  id: 'workflow-stopped',
  title: 'stops the workflow from outside while it observes',
  experiment: 'stop-instance',
  // Longer than the stop takes: what ends it is the stop, not its own duration.
  parameters: { duration: 'PT5M' },
  shows: [],
  disturbance: 'stop-workflow',
  cause: ['crashed'],
};
