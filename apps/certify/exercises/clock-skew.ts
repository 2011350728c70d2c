import type { Exercise } from '../exercise.ts';

export const clockSkew: Exercise = {
  id: 'clock-skew',
  title: 'sets the clock of one server two minutes ahead',
  experiment: 'clock-skew',
  shows: ['squall:host:clock-skew'],
};
