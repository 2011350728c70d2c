/** A schedule's time has come: instances that have been ill for too long are replaced, each by a run, as far as the capacity guard allows. */
import type * as z from 'zod/mini';
import { makeRound } from '../../core/doctor-monkey/round.ts';
import { treatEvent } from '../../core/doctor-monkey/settings.ts';
import { squallFunction } from '../runtime/function.ts';
import { treatPorts } from '../runtime/treat-ports.ts';
import { parseEvent } from './events.ts';

export const handler = squallFunction(
  {
    name: 'Treat',
    parse: (event): z.infer<typeof treatEvent> => parseEvent(treatEvent, event, 'a round of the doctor'),
    about: () => ({}),
    async work({ settings, only }, { environment, ports, telemetry: { count, logger } }) {
      // A platform that observes has nothing that could replace: it says what it would do.
      const look = only === 'look' || environment.profile === 'observe';
      const round = await makeRound(ports, settings, look ? 'look' : undefined);
      const { treatments, leftAlone, followUps } = round;
      if (!look) {
        count('Ill', round.ill);
        count('Treated', treatments.length);
        count('LeftAlone', leftAlone.length);
        count('GroupsHealed', followUps.filter(({ healed }) => healed).length);
        count('GroupsNotHealed', followUps.filter(({ healed }) => !healed).length);
      }
      for (const left of leftAlone) logger.info('left alone', { ...left });
      for (const [i, { member, group, check }] of treatments.entries())
        logger.warn('treated', { instance: member.name, group: group.name, check, runId: round.runs[i], look });
      const treated = treatments.map(({ member, group, check, illSince }) => {
        const { name } = group;
        return { group: { id: group.id, name }, member: { id: member.id, name: member.name }, check, illSince };
      });
      return { ...round, treatments: treated };
    },
  },
  treatPorts,
);
