/** How hard processors, disks and memory are pressed: the same parameters for tasks and for pods. */
import type { FaultParameter } from '../parameter.ts';

export const stressPercent = (fallback: string, doc: string): FaultParameter => ({
  name: 'percent',
  type: 'integer',
  unit: '%',
  min: 0,
  max: 100,
  required: false,
  default: fallback,
  doc,
});

export const stressWorkers = (fallback: string, doc: string, min: number): FaultParameter => ({
  name: 'workers',
  type: 'integer',
  min,
  max: 1024,
  required: false,
  default: fallback,
  doc,
});
