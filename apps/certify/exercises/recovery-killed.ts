import type { Exercise } from '../exercise.ts';

export const recoveryKilled: Exercise = {
  id: 'recovery-killed',
  title: 'kills the first recovery while it runs',
  experiment: 'stop-instance',
  shows: [],
  disturbance: 'kill-recovery',
  attempts: 2,
};
