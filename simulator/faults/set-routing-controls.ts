import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';
import { untilUndone } from './until-undone.ts';

const actionId = 'squall:arc:set-routing-controls';
const type = 'route53-recovery-control:routing-control';

/** All of them in one call, so that no moment has neither; a world's control panel has no safety rules. */
export const setRoutingControls: Fault = {
  actionId,
  targets: { Off: type },
  optional: { On: type },
  plan({ parameters, targets }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    read.finish();
    return {
      duration,
      effects: [
        { kind: 'routing-control', on: targets.On ?? [], state: 'on' },
        { kind: 'routing-control', on: targets.Off ?? [], state: 'off' },
      ],
      effectsFor: untilUndone,
    };
  },
};
