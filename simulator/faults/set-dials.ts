import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';
import { untilUndone } from './until-undone.ts';

const actionId = 'squall:globalaccelerator:set-dials';

/** New connections go by the dials at once: the addresses stay, so that no resolver holds traffic back. */
export const setDials: Fault = {
  actionId,
  targets: { EndpointGroups: 'globalaccelerator:endpoint-group' },
  optional: { Others: 'globalaccelerator:endpoint-group' },
  plan({ parameters, targets }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    const percent = read.number('percent', 0, 0, 100);
    const othersPercent = read.number('othersPercent', 100, 0, 100);
    read.finish();
    return {
      duration,
      effects: [
        { kind: 'dial', on: targets.Others ?? [], percent: othersPercent },
        { kind: 'dial', on: targets.EndpointGroups ?? [], percent },
      ],
      effectsFor: untilUndone,
    };
  },
};
