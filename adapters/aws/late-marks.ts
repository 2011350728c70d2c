/** Marks whose client is loaded when one is put or taken away: most faults name their targets by ARN. */
import type { Resources } from '../../core/ports/resources.ts';
import { late } from './late.ts';
import type { Marks } from './marks.ts';
import type { Place } from './squall/own-fault.ts';

export function lateMarks(place: Place, resources: Pick<Resources, 'resolve'>): Marks {
  const marks = late(async () => (await import('./marks.ts')).marksIn(place, resources));
  return {
    put: async (...given) => (await marks()).put(...given),
    remove: async (...given) => (await marks()).remove(...given),
  };
}
