/** Experiments of FIS in the place of their targets, only looked at and stopped. What one that is over leaves in AWS is left to the recovery that follows. */
import type { Faults } from '../../core/ports/faults.ts';
import { fisIn } from './fis-client.ts';
import { findExperiment, observationOf, stopExperiment } from './fis-experiments.ts';
import type { Reach } from './other-accounts.ts';
import { byPlace, standsAt } from './places.ts';

export function fisStopsAcross(reach: Reach): Pick<Faults, 'observe' | 'stop'> {
  const of = byPlace(reach, (where) => fisIn(where, reach));
  return {
    async observe(fault) {
      const fis = of(standsAt(fault));
      const experiment = await findExperiment(fis, fault);
      return experiment ? observationOf(fis, experiment) : { state: 'absent', actions: [] };
    },
    async stop(fault) {
      await stopExperiment(of(standsAt(fault)), fault);
    },
  };
}
