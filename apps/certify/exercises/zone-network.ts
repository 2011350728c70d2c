import type { Exercise } from '../exercise.ts';

export const zoneNetwork: Exercise = {
  id: 'zone-network',
  title: 'cuts the subnet of one zone off the network',
  experiment: 'zone-network',
  shows: ['aws:network:disrupt-connectivity'],
};
