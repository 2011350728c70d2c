/** What planning asks about faults, for who injects nothing: clients of their own, made when they are needed. */
import { FisClient } from '@aws-sdk/client-fis';
import type { Faults } from '../../core/ports/faults.ts';
import { bounded, clientSettings } from './clients.ts';
import { type FaultQuestions, faultQuestions } from './fault-questions.ts';
import { fisIn } from './fis-client.ts';
import { activeExperiments } from './fis-experiments.ts';
import { readTemplate } from './fis-templates.ts';
import type { Reach } from './other-accounts.ts';
import { byPlace } from './places.ts';

export function faultPlanning(reach: Reach): Pick<Faults, 'template' | 'active' | keyof FaultQuestions> {
  const { deployment: home, bounds } = reach;
  const own = bounded(new FisClient({ ...clientSettings, region: home.region }), bounds);
  const fisOf = byPlace(reach, (where) => fisIn(where, reach), own);
  return {
    template: (id) => readTemplate(own, id, home),
    active: async (place) => activeExperiments(fisOf(place)),
    ...faultQuestions(reach),
  };
}
