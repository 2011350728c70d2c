import type { Exercise } from '../exercise.ts';

export const networkLatency: Exercise = {
  id: 'network-latency',
  title: 'delays what one server sends',
  experiment: 'network-latency',
  shows: ['aws:ssm:send-command', 'AWSFIS-Run-Network-Latency'],
};
