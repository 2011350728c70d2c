/** Something takes over, and there is something to time. */
import { quoted } from '../../validation/found.ts';
import { problem } from '../../validation/problem.ts';
import type { Rule } from './rule.ts';

export const places: Rule = function* ({ evacuate, into, loss, move, detect, objectives }) {
  if ('region' in evacuate && into === undefined)
    yield problem(['into'], { found: 'nothing', allowed: 'the Regions that take over' });
  if ('zone' in evacuate && into !== undefined)
    yield problem(['into'], {
      found: 'Regions, beside a zone that is evacuated',
      allowed: 'nothing: the other zones of its Region take over',
    });
  const itself = 'region' in evacuate ? (into ?? []).indexOf(evacuate.region) : -1;
  if (itself >= 0)
    yield problem(['into', itself], {
      found: `${quoted(into?.[itself] ?? '')}, the Region that is evacuated`,
      allowed: 'another one',
    });
  if (!loss && !move)
    yield problem(['move'], {
      found: 'nothing, and no loss either',
      allowed: 'movers, for a planned evacuation; or a loss, after which AWS moves traffic by itself',
    });
  if (objectives.detect !== undefined && !detect)
    yield problem(['objectives', 'detect'], {
      found: 'an objective for noticing, and no detect',
      allowed: 'detect beside it, with the alarms that tell of the loss',
    });
};
