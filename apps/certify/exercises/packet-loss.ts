import type { Exercise } from '../exercise.ts';

export const packetLoss: Exercise = {
  id: 'packet-loss',
  title: 'loses packets that one server sends',
  experiment: 'packet-loss',
  shows: ['aws:ssm:send-command', 'AWSFIS-Run-Network-Packet-Loss'],
};
