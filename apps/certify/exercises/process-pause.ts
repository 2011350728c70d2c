import type { Exercise } from '../exercise.ts';

export const processPause: Exercise = {
  id: 'process-pause',
  title: 'pauses the process of one server',
  experiment: 'process-pause',
  shows: ['squall:host:process-pause'],
};
